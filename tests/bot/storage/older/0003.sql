BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE alerts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	story_id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	known JSON NOT NULL, 
	CONSTRAINT uq_alerts_story_id_number UNIQUE (story_id, number), 
	CONSTRAINT fk_alerts_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE, 
	CONSTRAINT fk_alerts_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "alerts" VALUES(1,1,2,1,'2026-11-27 14:43:08.382316','first','critical','{"killed":9,"claims":[],"sources":2,"articles":2}');
INSERT INTO "alerts" VALUES(2,2,4,1,'2026-11-27 14:43:42.101204','first','low','{"killed":null,"claims":[],"sources":1,"articles":1}');
INSERT INTO "alerts" VALUES(3,3,5,1,'2026-11-27 14:43:42.101204','first','low','{"killed":null,"claims":[],"sources":1,"articles":1}');
CREATE TABLE articles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	identity TEXT NOT NULL, 
	edition INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	published DATETIME NOT NULL, 
	received DATETIME NOT NULL, 
	matched BOOLEAN DEFAULT 0 NOT NULL, 
	sample BOOLEAN DEFAULT 0 NOT NULL, 
	silent BOOLEAN DEFAULT 0 NOT NULL, 
	source TEXT NOT NULL, 
	language TEXT NOT NULL, 
	external_id TEXT, 
	url TEXT, 
	title TEXT, 
	text TEXT NOT NULL, 
	normal TEXT NOT NULL, 
	CONSTRAINT uq_articles_identity_edition UNIQUE (identity, edition), 
	CONSTRAINT uq_articles_identity_fingerprint UNIQUE (identity, fingerprint)
);
INSERT INTO "articles" VALUES(1,'https://rabwa.example/copper-market',1,'eb2fee285f8b191b71309399f0077b62','2026-11-27 08:10:00.000000','2026-11-27 14:43:08.182663',1,0,0,'وكالة الربوة','ar','wool-1','https://rabwa.example/copper-market','تفجير انتحاري يهز سوق النحاسين في قندهار','قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.','تفجير انتحاري يهز سوق النحاسين في قندهار قتل تسعه اشخاص واصيب عشرون صباح الجمعه حين فجر انتحاري حزامه في سوق النحاسين بمدينه قندهار وقالت الشرطه ان الشبهات تتجه الى داعش خراسان وان السوق اغلق الى مساء الغد');
INSERT INTO "articles" VALUES(2,'https://sahifa.example/kandahar-9',1,'1f681be71e164a2e98e126b3063a539b','2026-11-27 08:40:00.000000','2026-11-27 14:43:08.182663',1,0,0,'صحيفة السهل','ar','wool-2','https://sahifa.example/kandahar-9','تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار','أعلن مستشفى قندهار العام مقتل تسعة أشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعة. ورجح مصدر أمني أن يكون داعش خراسان وراء الهجوم الذي أصاب عشرين آخرين.','تسعه قتلى في هجوم انتحاري بسوق النحاسين في قندهار اعلن مستشفى قندهار العام مقتل تسعه اشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعه ورجح مصدر امني ان يكون داعش خراسان وراء الهجوم الذي اصاب عشرين اخرين');
INSERT INTO "articles" VALUES(3,'https://rabwa.example/bakery',1,'4c1233ffd6d01db034a88eb31e818641','2026-11-27 07:00:00.000000','2026-11-27 14:43:08.182663',0,0,0,'وكالة الربوة','ar','bakery','https://rabwa.example/bakery','افتتاح مخبز تعاوني في حي الزيتون','افتتح أهالي حي الزيتون مخبزا تعاونيا يبيع الخبز بسعر الكلفة.','افتتاح مخبز تعاوني في حي الزيتون افتتح اهالي حي الزيتون مخبزا تعاونيا يبيع الخبز بسعر الكلفه');
INSERT INTO "articles" VALUES(4,'https://sahifa.example/border-5',1,'5fe0ffd98f9620ce89584bad725d6ac7','2026-11-27 09:30:00.000000','2026-11-27 14:43:41.871933',1,0,0,'صحيفة السهل','ar','border','https://sahifa.example/border-5','اعتقال خلية من داعش خراسان قرب معبر جبلي','أعلنت شرطة الحدود اعتقال خمسة من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنة تبن قرب معبر جبلي. ولم تقع إصابات.','اعتقال خليه من داعش خراسان قرب معبر جبلي اعلنت شرطه الحدود اعتقال خمسه من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنه تبن قرب معبر جبلي ولم تقع اصابات');
INSERT INTO "articles" VALUES(5,'https://rabwa.example/statement',1,'6de928e62c5fb536ced6ce2905b08dcc','2026-11-27 09:50:00.000000','2026-11-27 14:43:41.871933',1,0,0,'وكالة الربوة','ar','isis-statement','https://rabwa.example/statement','بيان باسم داعش عن عملية في البادية','نشر حساب مجهول بيانا نسبه إلى داعش وقال فيه إن مقاتليه هاجموا نقطة حراسة في البادية. ولم يتسن التحقق من البيان.','بيان باسم داعش عن عمليه في الباديه نشر حساب مجهول بيانا نسبه الى داعش وقال فيه ان مقاتليه هاجموا نقطه حراسه في الباديه ولم يتسن التحقق من البيان');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	action TEXT NOT NULL, 
	details JSON NOT NULL
);
INSERT INTO "audit" VALUES(1,'2026-11-27 14:42:58.509170','console','local','','watch','{"chat":1,"entity":"ISKP"}');
INSERT INTO "audit" VALUES(2,'2026-11-27 14:43:01.336384','console','local','','digest','{"chat":1,"at":"08:00"}');
INSERT INTO "audit" VALUES(3,'2026-11-27 14:43:36.404907','console','local','','mute','{"chat":1,"entity":"KANDAHAR"}');
CREATE TABLE calls (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	delivery_id INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	started DATETIME NOT NULL, 
	finished DATETIME, 
	message_id TEXT, 
	CONSTRAINT fk_calls_delivery_id_deliveries FOREIGN KEY(delivery_id) REFERENCES deliveries (id) ON DELETE CASCADE
);
INSERT INTO "calls" VALUES(1,1,0,'console','local','2026-11-27 14:43:21.793035','2026-11-27 14:43:21.872801','1');
CREATE TABLE deliveries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	destination_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	priority INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	ready_at DATETIME NOT NULL, 
	lease_until DATETIME, 
	finished DATETIME, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	doubtful BOOLEAN DEFAULT 0 NOT NULL, 
	kind TEXT NOT NULL, 
	alert_id INTEGER, 
	message_id TEXT, 
	reply_to TEXT, 
	error TEXT, 
	message JSON NOT NULL, part INTEGER DEFAULT 0 NOT NULL, plain BOOLEAN DEFAULT 0 NOT NULL, tight INTEGER DEFAULT 0 NOT NULL, target_id INTEGER, 
	CONSTRAINT uq_deliveries_key UNIQUE ("key"), 
	CONSTRAINT fk_deliveries_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deliveries_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE SET NULL
);
INSERT INTO "deliveries" VALUES(1,'alert:1:1',1,'sent',2,'2026-11-27 14:43:08.382316','2026-11-27 14:43:08.382316',NULL,'2026-11-27 14:43:21.872801',0,0,'alert',1,'1',NULL,NULL,'{"blocks":[{"spans":[{"text":"🔴 ","style":"plain","url":null},{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁦2026-11-27 08:10⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"أورده أيضا:","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨صحيفة السهل⁩: ","style":"plain","url":null},{"text":"⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"}],"shape":"item"},{"spans":[{"text":"⁨A1⁩ · ⁨S1⁩ · الخطورة: حرجة · أول خبر · مصدران","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"لماذا؟","command":"/why A1"},{"label":"كتم أربع ساعات","command":"/mute S1 4h"},{"label":"الحالة","command":"/status KANDAHAR"}]]}',0,0,0,NULL);
INSERT INTO "deliveries" VALUES(2,'alert:2:1',1,'pending',3,'2026-11-27 14:43:42.101204','2026-11-27 14:43:42.101204',NULL,NULL,0,0,'alert',2,NULL,NULL,NULL,'{"blocks":[{"spans":[{"text":"⚪ ","style":"plain","url":null},{"text":"تنظيم الدولة الإسلامية في خراسان — ⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"plain","url":"https://sahifa.example/border-5"},{"text":" — ⁨صحيفة السهل⁩، ⁦2026-11-27 09:30⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨أعلنت شرطة الحدود اعتقال خمسة من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنة تبن قرب معبر جبلي. ولم تقع إصابات.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A2⁩ · ⁨S2⁩ · الخطورة: منخفضة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"لماذا؟","command":"/why A2"},{"label":"كتم أربع ساعات","command":"/mute S2 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',0,0,0,NULL);
CREATE TABLE destinations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	platform TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	thread TEXT NOT NULL, 
	access TEXT NOT NULL, 
	language TEXT NOT NULL, 
	timezone TEXT NOT NULL, 
	title TEXT NOT NULL, 
	private BOOLEAN DEFAULT 0 NOT NULL, 
	ready_at DATETIME, overtaking INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_destinations_platform_chat_thread UNIQUE (platform, chat, thread)
);
INSERT INTO "destinations" VALUES(1,'console','local','','allowed','ar','UTC','',1,'2026-11-27 14:43:21.872801',0);
CREATE TABLE feedback (
	alert_id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	given DATETIME NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (alert_id, platform, person), 
	CONSTRAINT fk_feedback_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE CASCADE
);
CREATE TABLE feeds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	url TEXT NOT NULL, 
	title TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	wait INTEGER DEFAULT 0 NOT NULL, 
	next_at DATETIME, 
	polled DATETIME, 
	succeeded DATETIME, 
	errors INTEGER DEFAULT 0 NOT NULL, 
	error TEXT, 
	off BOOLEAN DEFAULT 0 NOT NULL, 
	added DATETIME NOT NULL, fresh DATETIME, 
	CONSTRAINT uq_feeds_url UNIQUE (url)
);
INSERT INTO "feeds" VALUES(1,'https://rabwa.example/feed.xml','',NULL,NULL,300,'2026-11-27 14:52:42.986220','2026-11-27 14:43:08.185028',NULL,1,'no connection: [Errno -2] Name or service not known',0,'2026-11-27 14:43:03.862961',NULL);
CREATE TABLE holdings (
	alert_id INTEGER NOT NULL, 
	destination_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	verdict TEXT NOT NULL, 
	CONSTRAINT pk_holdings PRIMARY KEY (alert_id, destination_id), 
	CONSTRAINT fk_holdings_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_holdings_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	platform TEXT NOT NULL, 
	update_id TEXT NOT NULL, 
	received DATETIME NOT NULL, 
	done DATETIME, 
	error TEXT, 
	payload JSON NOT NULL, 
	CONSTRAINT uq_inbox_platform_update_id UNIQUE (platform, update_id)
);
CREATE TABLE matches (
	article_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	published DATETIME NOT NULL, 
	source TEXT NOT NULL, 
	amount INTEGER DEFAULT 0 NOT NULL, 
	spans JSON NOT NULL, 
	CONSTRAINT pk_matches PRIMARY KEY (article_id, kind, "key"), 
	CONSTRAINT fk_matches_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "matches" VALUES(1,'entity','KANDAHAR','2026-11-27 08:10:00.000000','وكالة الربوة',2,'[{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"title","start":34,"end":40,"score":100.0,"how":[]},{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"text","start":86,"end":92,"score":100.0,"how":[]}]');
INSERT INTO "matches" VALUES(1,'entity','ISKP','2026-11-27 08:10:00.000000','وكالة الربوة',1,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":127,"end":138,"score":100.0,"how":[]}]');
INSERT INTO "matches" VALUES(1,'event','suicide_bombing','2026-11-27 08:10:00.000000','وكالة الربوة',2,'[{"event":"suicide_bombing","phrase":"تفجير انتحاري","text":"تفجير انتحاري","field":"title","start":0,"end":13,"score":100.0,"sentence":[0,40],"how":["place:في"],"status":"reported","actors":[],"targets":[],"about":null,"places":[{"text":"قندهار","entity":"KANDAHAR"}],"killed":null,"injured":null,"arrested":null,"count":null,"figures":[],"when":null,"cameo":null,"acled":null},{"event":"suicide_bombing","phrase":"تفجير انتحاري","text":"فجّر انتحاري","field":"text","start":44,"end":56,"score":97.0,"sentence":[0,93],"how":["verb","killed:9","injured:20","place:ب","when:2026-11-27"],"status":"reported","actors":[],"targets":[],"about":null,"places":[{"text":"قندهار","entity":"KANDAHAR"}],"killed":9,"injured":20,"arrested":null,"count":null,"figures":[],"when":"2026-11-27","cameo":null,"acled":null}]');
INSERT INTO "matches" VALUES(2,'entity','KANDAHAR','2026-11-27 08:40:00.000000','صحيفة السهل',2,'[{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"title","start":43,"end":49,"score":100.0,"how":[]},{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"text","start":12,"end":18,"score":100.0,"how":[]}]');
INSERT INTO "matches" VALUES(2,'entity','ISKP','2026-11-27 08:40:00.000000','صحيفة السهل',1,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":113,"end":124,"score":100.0,"how":[]}]');
INSERT INTO "matches" VALUES(4,'entity','ISKP','2026-11-27 09:30:00.000000','صحيفة السهل',2,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"title","start":15,"end":26,"score":100.0,"how":[]},{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":39,"end":50,"score":100.0,"how":[]}]');
INSERT INTO "matches" VALUES(5,'entity','ISIS','2026-11-27 09:50:00.000000','وكالة الربوة',2,'[{"entity":"ISIS","alias":"داعش","text":"داعش","field":"title","start":10,"end":14,"score":100.0,"how":[]},{"entity":"ISIS","alias":"داعش","text":"داعش","field":"text","start":30,"end":34,"score":100.0,"how":[]}]');
CREATE TABLE mutes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	destination_id INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	until DATETIME NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT uq_mutes_destination_id_scope_key UNIQUE (destination_id, scope, "key"), 
	CONSTRAINT fk_mutes_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "mutes" VALUES(1,1,'entity','KANDAHAR','2026-11-27 18:43:36.404907','console:local','','2026-11-27 14:43:36.404907');
CREATE TABLE people (
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	granted DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (platform, person)
);
CREATE TABLE schedule_runs (
	schedule_id INTEGER NOT NULL, 
	occurrence TEXT NOT NULL, 
	ran DATETIME NOT NULL, 
	CONSTRAINT pk_schedule_runs PRIMARY KEY (schedule_id, occurrence), 
	CONSTRAINT fk_schedule_runs_schedule_id_schedules FOREIGN KEY(schedule_id) REFERENCES schedules (id) ON DELETE CASCADE
);
CREATE TABLE schedules (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	destination_id INTEGER NOT NULL, 
	rhythm TEXT NOT NULL, 
	at TEXT NOT NULL, 
	weekday TEXT, 
	timezone TEXT NOT NULL, 
	next_at DATETIME NOT NULL, 
	last_at DATETIME, 
	created DATETIME NOT NULL, 
	CONSTRAINT uq_schedules_destination_id_rhythm UNIQUE (destination_id, rhythm), 
	CONSTRAINT fk_schedules_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "schedules" VALUES(1,1,'daily','08:00',NULL,'Asia/Baghdad','2026-11-28 05:00:00.000000',NULL,'2026-11-27 14:43:01.336384');
CREATE TABLE state (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_state PRIMARY KEY (name)
);
INSERT INTO "state" VALUES('home:console:local','1');
INSERT INTO "state" VALUES('admin_code','4fdf267806ba3f20529c37a6a52fa62e509bf10df16a5515858298586860fe46');
INSERT INTO "state" VALUES('heartbeat','2026-11-27T14:43:41.863781+00:00');
CREATE TABLE stories (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	opened DATETIME NOT NULL, 
	latest DATETIME NOT NULL, 
	due DATETIME, 
	severity TEXT NOT NULL, 
	articles INTEGER DEFAULT 0 NOT NULL, 
	features JSON NOT NULL
, refreshed DATETIME);
INSERT INTO "stories" VALUES(1,'2026-11-27 08:10:00.000000','2026-11-27 08:40:00.000000',NULL,'critical',2,'{"keys":["ISKP","KANDAHAR","suicide_bombing"],"events":["suicide_bombing"],"places":["kandahar"],"words":["اخر","استهدف","اشخاص","اصاب","اصيب","اعلن","اغلق","الغد","انتحار","تتج","تسع","تفجير","حزام","خراس","داعش","رجح","سوق","شبه","عشر","فجر","قتل","قتلى","قندهار","مستشفى","مقتل","نحاس","هجوم","يهز"],"found":["انتحار","تفجير","خراس","داعش","فجر","قندهار"],"numbers":[],"parties":["ISKP"],"wider":[],"tolls":["injured:20","killed:9"],"days":["2026-11-27"],"headlines":["صحيفة السهل\tانتحار تسع سوق قتلى قندهار نحاس هجوم","وكالة الربوة\tانتحار تفجير سوق قندهار نحاس يهز"],"spoken":[]}','2026-11-27 14:43:08.382316');
INSERT INTO "stories" VALUES(2,'2026-11-27 09:30:00.000000','2026-11-27 09:30:00.000000',NULL,'low',1,'{"keys":["ISKP"],"events":[],"places":[],"words":["اصاب","اعتقال","تبن","تقع","جبل","حدود","خراس","خلي","خمس","داعش","شاحن","شرط","عناصر","متفجر","معبر","يخف"],"found":["خراس","داعش"],"numbers":[],"parties":["ISKP"],"wider":[],"tolls":[],"days":[],"headlines":["صحيفة السهل\tاعتقال جبل خراس خلي داعش معبر"],"spoken":[]}','2026-11-27 14:43:42.101204');
INSERT INTO "stories" VALUES(3,'2026-11-27 09:50:00.000000','2026-11-27 09:50:00.000000',NULL,'low',1,'{"keys":["ISIS"],"events":[],"places":[],"words":["اسم","باد","بيان","تحقق","حراس","حساب","داعش","مجهول","مقاتل","نسب","نشر","نقط","هاجمو","يان","يتسن"],"found":["داعش"],"numbers":[],"parties":["ISIS"],"wider":[],"tolls":[],"days":[],"headlines":["وكالة الربوة\tاسم باد داعش يان"],"spoken":[]}','2026-11-27 14:43:42.101204');
CREATE TABLE story_articles (
	article_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	published DATETIME NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_story_articles PRIMARY KEY (article_id), 
	CONSTRAINT fk_story_articles_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_story_articles_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "story_articles" VALUES(1,1,'2026-11-27 08:10:00.000000','new');
INSERT INTO "story_articles" VALUES(2,1,'2026-11-27 08:40:00.000000','same_event');
INSERT INTO "story_articles" VALUES(4,2,'2026-11-27 09:30:00.000000','new');
INSERT INTO "story_articles" VALUES(5,3,'2026-11-27 09:50:00.000000','new');
CREATE TABLE story_keys (
	story_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	latest DATETIME NOT NULL, 
	CONSTRAINT pk_story_keys PRIMARY KEY (story_id, "key"), 
	CONSTRAINT fk_story_keys_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "story_keys" VALUES(1,'ISKP','2026-11-27 08:40:00.000000');
INSERT INTO "story_keys" VALUES(1,'KANDAHAR','2026-11-27 08:40:00.000000');
INSERT INTO "story_keys" VALUES(1,'suicide_bombing','2026-11-27 08:40:00.000000');
INSERT INTO "story_keys" VALUES(2,'ISKP','2026-11-27 09:30:00.000000');
INSERT INTO "story_keys" VALUES(3,'ISIS','2026-11-27 09:50:00.000000');
CREATE TABLE subscriptions (
	destination_id INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	least TEXT NOT NULL, 
	author TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_subscriptions PRIMARY KEY (destination_id, scope, "key"), 
	CONSTRAINT fk_subscriptions_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "subscriptions" VALUES(1,'entity','ISKP','low','console:local','2026-11-27 14:42:58.509170');
CREATE INDEX ix_articles_matched_published_id ON articles (matched, published, id);
CREATE INDEX ix_articles_published_id ON articles (published, id);
CREATE INDEX ix_stories_latest_id ON stories (latest, id);
CREATE INDEX ix_stories_due_id ON stories (due, id);
CREATE INDEX ix_inbox_done_id ON inbox (done, id);
CREATE INDEX ix_feeds_off_next_at ON feeds (off, next_at);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_matches_reach ON matches ("key", published, article_id, kind, source, amount);
CREATE INDEX ix_story_keys_key_latest_story_id ON story_keys ("key", latest, story_id);
CREATE INDEX ix_story_articles_story_id_published ON story_articles (story_id, published);
CREATE INDEX ix_story_articles_published_story_id ON story_articles (published, story_id);
CREATE INDEX ix_alerts_article_id ON alerts (article_id);
CREATE INDEX ix_mutes_until ON mutes (until);
CREATE INDEX ix_schedules_next_at ON schedules (next_at);
CREATE INDEX ix_holdings_destination_id_created ON holdings (destination_id, created);
CREATE UNIQUE INDEX ix_deliveries_in_flight ON deliveries (destination_id) WHERE state = 'sending';
CREATE INDEX ix_deliveries_destination_id_created ON deliveries (destination_id, created);
CREATE INDEX ix_deliveries_destination_id_message_id ON deliveries (destination_id, message_id);
CREATE INDEX ix_deliveries_alert_id ON deliveries (alert_id);
CREATE INDEX ix_deliveries_state_destination_id_priority_id ON deliveries (state, destination_id, priority, id);
CREATE INDEX ix_deliveries_target_id ON deliveries (target_id);
CREATE INDEX ix_calls_delivery_id_part ON calls (delivery_id, part);
CREATE INDEX ix_calls_platform_finished ON calls (platform, finished);
CREATE INDEX ix_calls_message_id ON calls (message_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('destinations',7);
INSERT INTO "sqlite_sequence" VALUES('audit',3);
INSERT INTO "sqlite_sequence" VALUES('schedules',1);
INSERT INTO "sqlite_sequence" VALUES('feeds',1);
INSERT INTO "sqlite_sequence" VALUES('articles',5);
INSERT INTO "sqlite_sequence" VALUES('stories',3);
INSERT INTO "sqlite_sequence" VALUES('alerts',3);
INSERT INTO "sqlite_sequence" VALUES('deliveries',2);
INSERT INTO "sqlite_sequence" VALUES('calls',1);
INSERT INTO "sqlite_sequence" VALUES('mutes',1);
CREATE VIRTUAL TABLE articles_search USING fts5(normal, content='articles', content_rowid='id', tokenize='trigram', columnsize=0);
INSERT INTO articles_search(articles_search) VALUES('rebuild');
COMMIT;
