BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
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
INSERT INTO "alerts" VALUES(1,1,1,1,'2026-11-27 23:46:29.077296','first','critical','{"severity":{"points":80,"parts":[{"of":"type","points":80,"about":"suicide_bombing","number":null}]},"killed":9,"claims":[],"denials":[],"places":[["kandahar"]],"sources":1,"outlets":1,"articles":1,"held":[1],"level":"critical"}');
INSERT INTO "alerts" VALUES(2,2,4,1,'2026-11-27 23:48:26.080911','first','low','{"severity":{"points":15,"parts":[{"of":"no_event","points":15,"about":"","number":null}]},"killed":null,"claims":[],"denials":[],"places":[],"sources":1,"outlets":1,"articles":1}');
INSERT INTO "alerts" VALUES(3,3,5,1,'2026-11-27 23:48:26.262069','first','low','{"severity":{"points":15,"parts":[{"of":"no_event","points":15,"about":"","number":null}]},"killed":null,"claims":[],"denials":[],"places":[],"sources":1,"outlets":1,"articles":1}');
INSERT INTO "alerts" VALUES(4,1,1,2,'2026-11-27 23:49:54.680950','first','critical','{"severity":{"points":80,"parts":[{"of":"type","points":80,"about":"suicide_bombing","number":null}]},"killed":9,"claims":[],"denials":[],"places":[["kandahar"]],"sources":1,"outlets":1,"articles":1}');
INSERT INTO "alerts" VALUES(5,4,2,1,'2026-11-27 23:49:54.680950','first','low','{"severity":{"points":15,"parts":[{"of":"no_event","points":15,"about":"","number":null}]},"killed":null,"claims":[],"denials":[],"places":[],"sources":1,"outlets":1,"articles":1}');
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
	normal TEXT NOT NULL, author TEXT, 
	CONSTRAINT uq_articles_identity_edition UNIQUE (identity, edition), 
	CONSTRAINT uq_articles_identity_fingerprint UNIQUE (identity, fingerprint)
);
INSERT INTO "articles" VALUES(1,'https://rabwa.example/copper-market',1,'eb2fee285f8b191b71309399f0077b62','2026-11-27 08:10:00.000000','2026-11-27 23:46:27.372926',1,0,0,'وكالة الربوة','ar','wool-1','https://rabwa.example/copper-market','تفجير انتحاري يهز سوق النحاسين في قندهار','قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.','تفجير انتحاري يهز سوق النحاسين في قندهار قتل تسعه اشخاص واصيب عشرون صباح الجمعه حين فجر انتحاري حزامه في سوق النحاسين بمدينه قندهار وقالت الشرطه ان الشبهات تتجه الى داعش خراسان وان السوق اغلق الى مساء الغد',NULL);
INSERT INTO "articles" VALUES(2,'https://sahifa.example/kandahar-9',1,'1f681be71e164a2e98e126b3063a539b','2026-11-27 08:40:00.000000','2026-11-27 23:46:29.120865',1,0,0,'صحيفة السهل','ar','wool-2','https://sahifa.example/kandahar-9','تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار','أعلن مستشفى قندهار العام مقتل تسعة أشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعة. ورجح مصدر أمني أن يكون داعش خراسان وراء الهجوم الذي أصاب عشرين آخرين.','تسعه قتلى في هجوم انتحاري بسوق النحاسين في قندهار اعلن مستشفى قندهار العام مقتل تسعه اشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعه ورجح مصدر امني ان يكون داعش خراسان وراء الهجوم الذي اصاب عشرين اخرين',NULL);
INSERT INTO "articles" VALUES(3,'https://rabwa.example/bakery',1,'4c1233ffd6d01db034a88eb31e818641','2026-11-27 07:00:00.000000','2026-11-27 23:46:29.233396',0,0,0,'وكالة الربوة','ar','bakery','https://rabwa.example/bakery','افتتاح مخبز تعاوني في حي الزيتون','افتتح أهالي حي الزيتون مخبزا تعاونيا يبيع الخبز بسعر الكلفة.','افتتاح مخبز تعاوني في حي الزيتون افتتح اهالي حي الزيتون مخبزا تعاونيا يبيع الخبز بسعر الكلفه',NULL);
INSERT INTO "articles" VALUES(4,'https://sahifa.example/border-5',1,'5fe0ffd98f9620ce89584bad725d6ac7','2026-11-27 09:30:00.000000','2026-11-27 23:48:26.035823',1,0,0,'صحيفة السهل','ar','border','https://sahifa.example/border-5','اعتقال خلية من داعش خراسان قرب معبر جبلي','أعلنت شرطة الحدود اعتقال خمسة من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنة تبن قرب معبر جبلي. ولم تقع إصابات.','اعتقال خليه من داعش خراسان قرب معبر جبلي اعلنت شرطه الحدود اعتقال خمسه من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنه تبن قرب معبر جبلي ولم تقع اصابات',NULL);
INSERT INTO "articles" VALUES(5,'https://rabwa.example/statement',1,'6de928e62c5fb536ced6ce2905b08dcc','2026-11-27 09:50:00.000000','2026-11-27 23:48:26.181094',1,0,0,'وكالة الربوة','ar','isis-statement','https://rabwa.example/statement','بيان باسم داعش عن عملية في البادية','نشر حساب مجهول بيانا نسبه إلى داعش وقال فيه إن مقاتليه هاجموا نقطة حراسة في البادية. ولم يتسن التحقق من البيان.','بيان باسم داعش عن عمليه في الباديه نشر حساب مجهول بيانا نسبه الى داعش وقال فيه ان مقاتليه هاجموا نقطه حراسه في الباديه ولم يتسن التحقق من البيان',NULL);
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	action TEXT NOT NULL, 
	details JSON NOT NULL
);
INSERT INTO "audit" VALUES(1,'2026-11-27 23:45:55.287785','console','local','','watch','{"chat":1,"entity":"ISKP"}');
INSERT INTO "audit" VALUES(2,'2026-11-27 23:46:03.351082','console','local','','digest','{"chat":1,"at":"08:00"}');
INSERT INTO "audit" VALUES(3,'2026-11-27 23:47:07.621726','console','local','','invite','{"to":"analyst","until":"2026-11-28 23:47+00:00"}');
INSERT INTO "audit" VALUES(4,'2026-11-27 23:47:24.078581','console','local','','mute','{"chat":1,"entity":"KANDAHAR"}');
INSERT INTO "audit" VALUES(5,'2026-11-27 23:47:44.585179','console','local','','rate','{"chat":1,"alert":1,"said":"not_relevant"}');
INSERT INTO "audit" VALUES(6,'2026-11-27 23:48:06.449137','console','local','','hunt','{"hunt":"H1","key":"ISKP","articles":3}');
INSERT INTO "audit" VALUES(7,'2026-11-27 23:49:32.538028','console','local','','list edit','{"edit":1,"action":"add","key":"FOXES","details":{"kind":"organization","name":{"ar":"ثعالب الوادي","en":"Valley Foxes"}}}');
INSERT INTO "audit" VALUES(8,'2026-11-27 23:49:47.434222','web','console','','watch','{"chat":2,"entity":"ISKP"}');
INSERT INTO "audit" VALUES(9,'2026-11-27 23:49:53.474339','web','console','','split','{"story":1,"new":4,"articles":[2],"ruling":1}');
CREATE TABLE buttons (
	token TEXT NOT NULL, 
	destination_id INTEGER NOT NULL, 
	command TEXT NOT NULL, 
	person TEXT NOT NULL, 
	once BOOLEAN DEFAULT 0 NOT NULL, 
	created DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	pressed DATETIME, 
	CONSTRAINT pk_buttons PRIMARY KEY (token), 
	CONSTRAINT fk_buttons_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "buttons" VALUES('ThyxoI_NVGmG',1,'/alias save ISKP فرع الهضبة','console:local',1,'2026-11-27 23:47:06.539072','2026-12-27 23:47:06.539072',NULL);
INSERT INTO "buttons" VALUES('M75-x5IFNE_k',1,'/add save FOXES organization ثعالب الوادي | Valley Foxes','console:local',1,'2026-11-27 23:47:06.539072','2026-12-27 23:47:06.539072',NULL);
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
INSERT INTO "calls" VALUES(1,1,0,'console','local','2026-11-27 23:46:48.878332','2026-11-27 23:46:49.096618','1');
INSERT INTO "calls" VALUES(2,2,0,'console','local','2026-11-27 23:47:07.723156','2026-11-27 23:47:07.781482','2');
INSERT INTO "calls" VALUES(3,3,0,'console','local','2026-11-27 23:47:07.818854','2026-11-27 23:47:07.842967','3');
INSERT INTO "calls" VALUES(4,4,0,'console','local','2026-11-27 23:47:07.850334','2026-11-27 23:47:07.885436','4');
INSERT INTO "calls" VALUES(5,5,0,'console','local','2026-11-27 23:47:07.891113','2026-11-27 23:47:07.912931','5');
INSERT INTO "calls" VALUES(6,7,0,'web','console','2026-11-27 23:49:47.478801','2026-11-27 23:49:47.505706','2');
INSERT INTO "calls" VALUES(7,8,0,'web','console','2026-11-27 23:49:50.501572','2026-11-27 23:49:50.526171','4');
INSERT INTO "calls" VALUES(8,9,0,'web','console','2026-11-27 23:49:54.329431','2026-11-27 23:49:54.377835','6');
INSERT INTO "calls" VALUES(9,10,0,'web','console','2026-11-27 23:49:54.740092','2026-11-27 23:49:54.764615','7');
INSERT INTO "calls" VALUES(10,11,0,'web','console','2026-11-27 23:49:54.772942','2026-11-27 23:49:54.796171','8');
CREATE TABLE console_chats (
	chat TEXT NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_console_chats PRIMARY KEY (chat)
);
INSERT INTO "console_chats" VALUES('console',8);
CREATE TABLE console_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	said TEXT, 
	message JSON, 
	reply_to INTEGER, 
	alert_id INTEGER, 
	gone BOOLEAN DEFAULT 0 NOT NULL, 
	facts JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT uq_console_lines_chat_key UNIQUE (chat, "key")
);
INSERT INTO "console_lines" VALUES(1,'console','said:qR5Use6PXUG9GwFW_VTrMw',1,'2026-11-27 23:49:47.424128','/watch ISKP',NULL,NULL,NULL,0,'{}');
INSERT INTO "console_lines" VALUES(2,'console','delivery:7:0',2,'2026-11-27 23:49:47.502841',NULL,'{"blocks":[{"spans":[{"text":"تتابع هذه المحادثة الآن: تنظيم الدولة الإسلامية في خراسان (⁨ISKP⁩).","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"تصل التنبيهات فورا بدءا من الخطورة: منخفضة، والباقي في الموجز.","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"تراجع","command":"/unwatch ISKP"}]]}',1,NULL,0,'{"kind":"reply","silent":false}');
INSERT INTO "console_lines" VALUES(3,'console','said:-9XEMF3XjPw1AaRsp74QKg',3,'2026-11-27 23:49:50.454208','/latest ISKP',NULL,NULL,NULL,0,'{}');
INSERT INTO "console_lines" VALUES(4,'console','delivery:8:0',4,'2026-11-27 23:49:50.519354',NULL,'{"blocks":[{"spans":[{"text":"الأحدث: تنظيم الدولة الإسلامية في خراسان (⁨ISKP⁩)","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"تنظيم الدولة الإسلامية في خراسان — ⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"plain","url":"https://sahifa.example/border-5"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 09:30⁩ · ⁦S2⁩ · ⁦A2⁩","style":"plain","url":null}],"shape":"item"},{"spans":[{"text":"قندهار، تنظيم الدولة الإسلامية في خراسان — ⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 08:40⁩ · ⁦S1⁩ · ⁦A1⁩","style":"plain","url":null}],"shape":"item"},{"spans":[{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null},{"text":" — ","style":"plain","url":null},{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁨27 نوفمبر 2026، 08:10⁩ · ⁦S1⁩ · ⁦A1⁩","style":"plain","url":null}],"shape":"item"}],"language":"ar","buttons":[]}',3,NULL,0,'{"kind":"reply","silent":false}');
INSERT INTO "console_lines" VALUES(5,'console','said:l7KYHbObSnxJMMTsdMdL1A',5,'2026-11-27 23:49:53.470729','/split S1 2',NULL,NULL,NULL,0,'{}');
INSERT INTO "console_lines" VALUES(6,'console','delivery:9:0',6,'2026-11-27 23:49:54.367625',NULL,'{"blocks":[{"spans":[{"text":"خبر من ⁨S1⁩ صار القصة ⁨S4⁩:","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"}],"shape":"item"},{"spans":[{"text":"لا ينبه من أبلغ بها من قبل، ويبلغ بما يستجد في ⁨S4⁩.","style":"plain","url":null}],"shape":"paragraph"}],"language":"ar","buttons":[[{"label":"تراجع","command":"/undo R1"},{"label":"عرض","command":"/story S4"}]]}',5,NULL,0,'{"kind":"reply","silent":false}');
INSERT INTO "console_lines" VALUES(7,'console','delivery:10:0',7,'2026-11-27 23:49:54.754442',NULL,'{"blocks":[{"spans":[{"text":"🔴 ","style":"plain","url":null},{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁨27 نوفمبر 2026، 08:10⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A4⁩ · ⁨S1⁩ · الخطورة: حرجة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A4"},{"label":"المصادر","command":"/sources A4"},{"label":"لماذا؟","command":"/why A4"}],[{"label":"مهم","command":"/rate A4 yes"},{"label":"غير مهم","command":"/rate A4 no"},{"label":"مكرر","command":"/rate A4 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',NULL,4,0,'{"kind":"alert","silent":false}');
INSERT INTO "console_lines" VALUES(8,'console','delivery:11:0',8,'2026-11-27 23:49:54.793631',NULL,'{"blocks":[{"spans":[{"text":"⚪ ","style":"plain","url":null},{"text":"قندهار، تنظيم الدولة الإسلامية في خراسان — ⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 08:40⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨أعلن مستشفى قندهار العام مقتل تسعة أشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعة. ورجح مصدر أمني أن يكون داعش خراسان وراء الهجوم الذي أصاب عشرين آخرين.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A5⁩ · ⁨S4⁩ · الخطورة: منخفضة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A5"},{"label":"المصادر","command":"/sources A5"},{"label":"لماذا؟","command":"/why A5"}],[{"label":"مهم","command":"/rate A5 yes"},{"label":"غير مهم","command":"/rate A5 no"},{"label":"مكرر","command":"/rate A5 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',NULL,5,0,'{"kind":"alert","silent":false}');
CREATE TABLE console_sessions (
	digest TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	CONSTRAINT pk_console_sessions PRIMARY KEY (digest)
);
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
	message JSON NOT NULL, part INTEGER DEFAULT 0 NOT NULL, plain BOOLEAN DEFAULT 0 NOT NULL, tight INTEGER DEFAULT 0 NOT NULL, target_id INTEGER, silent BOOLEAN DEFAULT 0 NOT NULL, shown INTEGER DEFAULT 0 NOT NULL, trace TEXT, 
	CONSTRAINT uq_deliveries_key UNIQUE ("key"), 
	CONSTRAINT fk_deliveries_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deliveries_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE SET NULL
);
INSERT INTO "deliveries" VALUES(1,'alert:1:1',1,'sent',2,'2026-11-27 23:46:29.077296','2026-11-27 23:46:29.077296',NULL,'2026-11-27 23:46:49.096618',0,0,'alert',1,'1',NULL,NULL,'{"blocks":[{"spans":[{"text":"🔴 ","style":"plain","url":null},{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁨27 نوفمبر 2026، 08:10⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A1⁩ · ⁨S1⁩ · الخطورة: حرجة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A1"},{"label":"المصادر","command":"/sources A1"},{"label":"لماذا؟","command":"/why A1"}],[{"label":"مهم","command":"/rate A1 yes"},{"label":"غير مهم","command":"/rate A1 no"},{"label":"مكرر","command":"/rate A1 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',0,0,0,NULL,0,1,'a1');
INSERT INTO "deliveries" VALUES(2,'reply:console:84826ef0820444d0a1f52a6c81d92846:0',1,'sent',0,'2026-11-27 23:47:06.539072','2026-11-27 23:47:06.539072',NULL,'2026-11-27 23:47:07.781482',0,0,'reply',NULL,'2',NULL,NULL,'{"blocks":[{"spans":[{"text":"سيُضاف إلى ⁨ISKP⁩ الاسم البديل «⁨فرع الهضبة⁩»","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"ما كان ليُعثر عليه في أي من أحدث ⁦3⁩ أخبار خلال آخر ⁦30⁩ يوما.","style":"plain","url":null}],"shape":"paragraph"}],"language":"ar","buttons":[[{"label":"حفظ","command":"/b ThyxoI_NVGmG"}]]}',0,0,0,NULL,0,0,'u1');
INSERT INTO "deliveries" VALUES(3,'reply:console:e32c684ee0f8435692ab99c2da0885c4:0',1,'sent',0,'2026-11-27 23:47:06.539072','2026-11-27 23:47:06.539072',NULL,'2026-11-27 23:47:07.842967',0,0,'reply',NULL,'3',NULL,NULL,'{"blocks":[{"spans":[{"text":"سيُضاف كيان جديد ⁨FOXES⁩ (منظمة): ⁨ثعالب الوادي⁩، ⁨Valley Foxes⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"ما كان ليُعثر عليه في أي من أحدث ⁦3⁩ أخبار خلال آخر ⁦30⁩ يوما.","style":"plain","url":null}],"shape":"paragraph"}],"language":"ar","buttons":[[{"label":"حفظ","command":"/b M75-x5IFNE_k"}]]}',0,0,0,NULL,0,0,'u2');
INSERT INTO "deliveries" VALUES(4,'reply:console:ba0127559e284201891a243fd0ad0373:0',1,'sent',0,'2026-11-27 23:47:07.621726','2026-11-27 23:47:07.621726',NULL,'2026-11-27 23:47:07.885436',0,0,'reply',NULL,'4',NULL,NULL,'{"blocks":[{"spans":[{"text":"لم أفهم ذلك.","style":"plain","url":null}],"shape":"paragraph"}],"language":"ar","buttons":[[{"label":"المساعدة","command":"/help"}]]}',0,0,0,NULL,0,0,'u3');
INSERT INTO "deliveries" VALUES(5,'reply:console:f4074bc7945a4824b313f17969c2b394:0',1,'sent',0,'2026-11-27 23:47:07.621726','2026-11-27 23:47:07.621726',NULL,'2026-11-27 23:47:07.912931',0,0,'reply',NULL,'5',NULL,NULL,'{"blocks":[],"language":"en","buttons":[]}',0,0,0,NULL,0,0,'u4');
INSERT INTO "deliveries" VALUES(6,'alert:2:1',1,'pending',3,'2026-11-27 23:48:26.080911','2026-11-27 23:48:26.080911',NULL,NULL,0,0,'alert',2,NULL,NULL,NULL,'{"blocks":[{"spans":[{"text":"⚪ ","style":"plain","url":null},{"text":"تنظيم الدولة الإسلامية في خراسان — ⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"plain","url":"https://sahifa.example/border-5"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 09:30⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨أعلنت شرطة الحدود اعتقال خمسة من عناصر داعش خراسان كانوا يخفون متفجرات في شاحنة تبن قرب معبر جبلي. ولم تقع إصابات.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A2⁩ · ⁨S2⁩ · الخطورة: منخفضة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A2"},{"label":"المصادر","command":"/sources A2"},{"label":"لماذا؟","command":"/why A2"}],[{"label":"مهم","command":"/rate A2 yes"},{"label":"غير مهم","command":"/rate A2 no"},{"label":"مكرر","command":"/rate A2 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',0,0,0,NULL,0,1,'a4');
INSERT INTO "deliveries" VALUES(7,'reply:web:said:qR5Use6PXUG9GwFW_VTrMw:0',2,'sent',0,'2026-11-27 23:49:47.434222','2026-11-27 23:49:47.434222',NULL,'2026-11-27 23:49:47.505706',0,0,'reply',NULL,'2','1',NULL,'{"blocks":[{"spans":[{"text":"تتابع هذه المحادثة الآن: تنظيم الدولة الإسلامية في خراسان (⁨ISKP⁩).","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"تصل التنبيهات فورا بدءا من الخطورة: منخفضة، والباقي في الموجز.","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"تراجع","command":"/unwatch ISKP"}]]}',0,0,0,NULL,0,0,'u5');
INSERT INTO "deliveries" VALUES(8,'reply:web:said:-9XEMF3XjPw1AaRsp74QKg:0',2,'sent',0,'2026-11-27 23:49:50.458203','2026-11-27 23:49:50.458203',NULL,'2026-11-27 23:49:50.526171',0,0,'reply',NULL,'4','3',NULL,'{"blocks":[{"spans":[{"text":"الأحدث: تنظيم الدولة الإسلامية في خراسان (⁨ISKP⁩)","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"تنظيم الدولة الإسلامية في خراسان — ⁨اعتقال خلية من داعش خراسان قرب معبر جبلي⁩","style":"plain","url":"https://sahifa.example/border-5"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 09:30⁩ · ⁦S2⁩ · ⁦A2⁩","style":"plain","url":null}],"shape":"item"},{"spans":[{"text":"قندهار، تنظيم الدولة الإسلامية في خراسان — ⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 08:40⁩ · ⁦S1⁩ · ⁦A1⁩","style":"plain","url":null}],"shape":"item"},{"spans":[{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null},{"text":" — ","style":"plain","url":null},{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁨27 نوفمبر 2026، 08:10⁩ · ⁦S1⁩ · ⁦A1⁩","style":"plain","url":null}],"shape":"item"}],"language":"ar","buttons":[]}',0,0,0,NULL,0,0,'u6');
INSERT INTO "deliveries" VALUES(9,'reply:web:said:l7KYHbObSnxJMMTsdMdL1A:0',2,'sent',0,'2026-11-27 23:49:53.474339','2026-11-27 23:49:53.474339',NULL,'2026-11-27 23:49:54.377835',0,0,'reply',NULL,'6','5',NULL,'{"blocks":[{"spans":[{"text":"خبر من ⁨S1⁩ صار القصة ⁨S4⁩:","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"}],"shape":"item"},{"spans":[{"text":"لا ينبه من أبلغ بها من قبل، ويبلغ بما يستجد في ⁨S4⁩.","style":"plain","url":null}],"shape":"paragraph"}],"language":"ar","buttons":[[{"label":"تراجع","command":"/undo R1"},{"label":"عرض","command":"/story S4"}]]}',0,0,0,NULL,0,0,'u7');
INSERT INTO "deliveries" VALUES(10,'alert:4:2',2,'sent',2,'2026-11-27 23:49:54.680950','2026-11-27 23:49:54.680950',NULL,'2026-11-27 23:49:54.764615',0,0,'alert',4,'7',NULL,NULL,'{"blocks":[{"spans":[{"text":"🔴 ","style":"plain","url":null},{"text":"تفجير انتحاري — قندهار — ⁦9⁩ قتلى — ⁦20⁩ جريحا","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تفجير انتحاري يهز سوق النحاسين في قندهار⁩","style":"plain","url":"https://rabwa.example/copper-market"},{"text":" — ⁨وكالة الربوة⁩، ⁨27 نوفمبر 2026، 08:10⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨قُتل تسعة أشخاص وأصيب عشرون صباح الجمعة حين فجّر انتحاري حزامه في سوق النحاسين بمدينة قندهار. وقالت الشرطة إن الشبهات تتجه إلى داعش خراسان، وإن السوق أُغلق إلى مساء الغد.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A4⁩ · ⁨S1⁩ · الخطورة: حرجة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A4"},{"label":"المصادر","command":"/sources A4"},{"label":"لماذا؟","command":"/why A4"}],[{"label":"مهم","command":"/rate A4 yes"},{"label":"غير مهم","command":"/rate A4 no"},{"label":"مكرر","command":"/rate A4 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',0,0,0,NULL,0,1,'a1');
INSERT INTO "deliveries" VALUES(11,'alert:5:2',2,'sent',3,'2026-11-27 23:49:54.680950','2026-11-27 23:49:54.680950',NULL,'2026-11-27 23:49:54.796171',0,0,'alert',5,'8',NULL,NULL,'{"blocks":[{"spans":[{"text":"⚪ ","style":"plain","url":null},{"text":"قندهار، تنظيم الدولة الإسلامية في خراسان — ⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"bold","url":null}],"shape":"heading"},{"spans":[{"text":"⁨تسعة قتلى في هجوم انتحاري بسوق النحاسين في قندهار⁩","style":"plain","url":"https://sahifa.example/kandahar-9"},{"text":" — ⁨صحيفة السهل⁩، ⁨27 نوفمبر 2026، 08:40⁩","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨أعلن مستشفى قندهار العام مقتل تسعة أشخاص في هجوم انتحاري استهدف سوق النحاسين صباح الجمعة. ورجح مصدر أمني أن يكون داعش خراسان وراء الهجوم الذي أصاب عشرين آخرين.⁩","style":"plain","url":null}],"shape":"quote"},{"spans":[{"text":"ورد ذكر: قندهار، تنظيم الدولة الإسلامية في خراسان","style":"plain","url":null}],"shape":"paragraph"},{"spans":[{"text":"⁨A5⁩ · ⁨S4⁩ · الخطورة: منخفضة · أول خبر","style":"plain","url":null}],"shape":"footer"}],"language":"ar","buttons":[[{"label":"المزيد","command":"/more A5"},{"label":"المصادر","command":"/sources A5"},{"label":"لماذا؟","command":"/why A5"}],[{"label":"مهم","command":"/rate A5 yes"},{"label":"غير مهم","command":"/rate A5 no"},{"label":"مكرر","command":"/rate A5 dup"}],[{"label":"كتم ⁦ISKP⁩ أربع ساعات","command":"/mute ISKP 4h"},{"label":"الحالة","command":"/status ISKP"}]]}',0,0,0,NULL,0,1,'a2');
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
	ready_at DATETIME, overtaking INTEGER DEFAULT 0 NOT NULL, listens BOOLEAN DEFAULT 0 NOT NULL, preferences JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT uq_destinations_platform_chat_thread UNIQUE (platform, chat, thread)
);
INSERT INTO "destinations" VALUES(1,'console','local','','allowed','ar','UTC','',1,'2026-11-27 23:47:07.912931',0,0,'{}');
INSERT INTO "destinations" VALUES(2,'web','console','','allowed','ar','UTC','',1,'2026-11-27 23:49:54.796171',0,0,'{}');
CREATE TABLE feed_items (
	feed_id INTEGER NOT NULL, 
	item TEXT NOT NULL, 
	seen DATETIME NOT NULL, 
	CONSTRAINT pk_feed_items PRIMARY KEY (feed_id, item), 
	CONSTRAINT fk_feed_items_feed_id_feeds FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
);
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
INSERT INTO "feedback" VALUES(1,'console','local','','not_relevant','2026-11-27 23:47:44.585179');
CREATE TABLE feedback_aliases (
	alert_id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	alias TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	given DATETIME NOT NULL, 
	CONSTRAINT pk_feedback_aliases PRIMARY KEY (alert_id, platform, person, "key", alias), 
	CONSTRAINT fk_feedback_aliases_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE CASCADE
);
INSERT INTO "feedback_aliases" VALUES(1,'console','local','ISKP','داعش خراسان','not_relevant','2026-11-27 23:47:44.585179');
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
	added DATETIME NOT NULL, fresh DATETIME, kind TEXT DEFAULT 'feed' NOT NULL, pages TEXT DEFAULT 'auto' NOT NULL, digest TEXT, gap INTEGER, 
	CONSTRAINT uq_feeds_url UNIQUE (url)
);
INSERT INTO "feeds" VALUES(1,'https://rabwa.example/feed.xml','',NULL,NULL,300,'2026-11-27 23:55:31.239288','2026-11-27 23:46:26.030856',NULL,1,'no connection: [Errno -2] Name or service not known',0,'2026-11-27 23:46:11.121821',NULL,'feed','auto',NULL,NULL);
CREATE TABLE files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created DATETIME NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	content BLOB NOT NULL
);
CREATE TABLE holdings (
	alert_id INTEGER NOT NULL, 
	destination_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	verdict TEXT NOT NULL, 
	CONSTRAINT pk_holdings PRIMARY KEY (alert_id, destination_id), 
	CONSTRAINT fk_holdings_alert_id_alerts FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_holdings_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "holdings" VALUES(5,1,'2026-11-27 23:49:54.680950','muted');
CREATE TABLE hunt_findings (
	hunt_id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_hunt_findings PRIMARY KEY (hunt_id, article_id), 
	CONSTRAINT fk_hunt_findings_hunt_id_hunts FOREIGN KEY(hunt_id) REFERENCES hunts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_hunt_findings_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE hunts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	destination_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	author TEXT NOT NULL, 
	wanted JSON NOT NULL, 
	since DATETIME NOT NULL, 
	cursor INTEGER DEFAULT '0' NOT NULL, 
	last INTEGER DEFAULT '0' NOT NULL, 
	total INTEGER DEFAULT '0' NOT NULL, 
	looked INTEGER DEFAULT '0' NOT NULL, 
	found INTEGER DEFAULT '0' NOT NULL, 
	known INTEGER DEFAULT '0' NOT NULL, 
	created DATETIME NOT NULL, 
	begun DATETIME, 
	ended DATETIME, 
	lease_until DATETIME, 
	told DATETIME, 
	answer TEXT, 
	aliases JSON DEFAULT '{}' NOT NULL, 
	problem TEXT, 
	CONSTRAINT fk_hunts_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
INSERT INTO "hunts" VALUES(1,1,'ISKP','done','console:local','{"version":1,"watchlist":"entry","title":{"en":"entry"},"entities":[{"key":"ISKP","kind":"organization","name":{"ar":"تنظيم الدولة الإسلامية في خراسان","en":"Islamic State Khorasan Province"},"part_of":"ISIS","aliases":["داعش خراسان","ISIS-K"],"tests":{"yes":["قال قيادي في داعش-خراسان إنهم باقون"],"no":["افتتح مطعم خراسان فرعا جديدا"]}}]}','2026-08-29 23:48:06.449137',3,3,3,3,0,2,'2026-11-27 23:48:06.449137','2026-11-27 23:48:08.098212','2026-11-27 23:48:08.763715',NULL,NULL,NULL,'{}',NULL);
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
INSERT INTO "inbox" VALUES(1,'console','84826ef0820444d0a1f52a6c81d92846','2026-11-27 23:47:06.465399','2026-11-27 23:47:06.539072',NULL,'{}');
INSERT INTO "inbox" VALUES(2,'console','e32c684ee0f8435692ab99c2da0885c4','2026-11-27 23:47:06.538957','2026-11-27 23:47:06.539072',NULL,'{}');
INSERT INTO "inbox" VALUES(3,'console','ba0127559e284201891a243fd0ad0373','2026-11-27 23:47:06.544780','2026-11-27 23:47:07.621726',NULL,'{}');
INSERT INTO "inbox" VALUES(4,'console','f4074bc7945a4824b313f17969c2b394','2026-11-27 23:47:07.406507','2026-11-27 23:47:07.621726',NULL,'{}');
INSERT INTO "inbox" VALUES(5,'web','said:qR5Use6PXUG9GwFW_VTrMw','2026-11-27 23:49:47.429381','2026-11-27 23:49:47.434222',NULL,'{}');
INSERT INTO "inbox" VALUES(6,'web','said:-9XEMF3XjPw1AaRsp74QKg','2026-11-27 23:49:50.456310','2026-11-27 23:49:50.458203',NULL,'{}');
INSERT INTO "inbox" VALUES(7,'web','said:l7KYHbObSnxJMMTsdMdL1A','2026-11-27 23:49:53.473068','2026-11-27 23:49:53.474339',NULL,'{}');
CREATE TABLE invites (
	digest TEXT NOT NULL, 
	role TEXT NOT NULL, 
	author TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	used DATETIME, 
	used_by TEXT, 
	CONSTRAINT pk_invites PRIMARY KEY (digest)
);
INSERT INTO "invites" VALUES('c47c16dd6db8b6f53c637c005ee46987c3c0ee3731f7f3bc1e6319698c594767','analyst','console:local','2026-11-27 23:47:07.621726','2026-11-28 23:47:07.621726',NULL,NULL);
CREATE TABLE list_edits (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	action TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	details JSON NOT NULL, 
	undone DATETIME
, settled DATETIME);
INSERT INTO "list_edits" VALUES(1,'2026-11-27 23:49:32.538028','console','local','','add','FOXES','{"kind":"organization","name":{"ar":"ثعالب الوادي","en":"Valley Foxes"}}',NULL,NULL);
CREATE TABLE matches (
	article_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	published DATETIME NOT NULL, 
	source TEXT NOT NULL, 
	amount INTEGER DEFAULT 0 NOT NULL, 
	spans JSON NOT NULL, late BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_matches PRIMARY KEY (article_id, kind, "key"), 
	CONSTRAINT fk_matches_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "matches" VALUES(1,'entity','KANDAHAR','2026-11-27 08:10:00.000000','وكالة الربوة',2,'[{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"title","start":34,"end":40,"score":100.0,"how":[]},{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"text","start":86,"end":92,"score":100.0,"how":[]}]',0);
INSERT INTO "matches" VALUES(1,'entity','ISKP','2026-11-27 08:10:00.000000','وكالة الربوة',1,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":127,"end":138,"score":100.0,"how":[]}]',0);
INSERT INTO "matches" VALUES(1,'event','suicide_bombing','2026-11-27 08:10:00.000000','وكالة الربوة',2,'[{"event":"suicide_bombing","phrase":"تفجير انتحاري","text":"تفجير انتحاري","field":"title","start":0,"end":13,"score":100.0,"sentence":[0,40],"how":["place:في"],"status":"reported","actors":[],"targets":[],"about":null,"places":[{"text":"قندهار","entity":"KANDAHAR"}],"killed":null,"injured":null,"arrested":null,"count":null,"figures":[],"when":null,"cameo":null,"acled":null},{"event":"suicide_bombing","phrase":"تفجير انتحاري","text":"فجّر انتحاري","field":"text","start":44,"end":56,"score":97.0,"sentence":[0,93],"how":["verb","killed:9","injured:20","place:ب","when:2026-11-27"],"status":"reported","actors":[],"targets":[],"about":null,"places":[{"text":"قندهار","entity":"KANDAHAR"}],"killed":9,"injured":20,"arrested":null,"count":null,"figures":[],"when":"2026-11-27","cameo":null,"acled":null}]',0);
INSERT INTO "matches" VALUES(2,'entity','KANDAHAR','2026-11-27 08:40:00.000000','صحيفة السهل',2,'[{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"title","start":43,"end":49,"score":100.0,"how":[]},{"entity":"KANDAHAR","alias":"قندهار","text":"قندهار","field":"text","start":12,"end":18,"score":100.0,"how":[]}]',0);
INSERT INTO "matches" VALUES(2,'entity','ISKP','2026-11-27 08:40:00.000000','صحيفة السهل',1,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":113,"end":124,"score":100.0,"how":[]}]',0);
INSERT INTO "matches" VALUES(4,'entity','ISKP','2026-11-27 09:30:00.000000','صحيفة السهل',2,'[{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"title","start":15,"end":26,"score":100.0,"how":[]},{"entity":"ISKP","alias":"داعش خراسان","text":"داعش خراسان","field":"text","start":39,"end":50,"score":100.0,"how":[]}]',0);
INSERT INTO "matches" VALUES(5,'entity','ISIS','2026-11-27 09:50:00.000000','وكالة الربوة',2,'[{"entity":"ISIS","alias":"داعش","text":"داعش","field":"title","start":10,"end":14,"score":100.0,"how":[]},{"entity":"ISIS","alias":"داعش","text":"داعش","field":"text","start":30,"end":34,"score":100.0,"how":[]}]',0);
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
INSERT INTO "mutes" VALUES(1,1,'entity','KANDAHAR','2026-11-28 03:47:24.078581','console:local','','2026-11-27 23:47:24.078581');
CREATE TABLE near_misses (
	"key" TEXT NOT NULL, 
	form TEXT NOT NULL, 
	article_id INTEGER NOT NULL, 
	alias TEXT NOT NULL, 
	text TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	beside JSON NOT NULL, 
	seen DATETIME NOT NULL, 
	CONSTRAINT pk_near_misses PRIMARY KEY ("key", form, article_id), 
	CONSTRAINT fk_near_misses_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE people (
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	granted DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (platform, person)
);
CREATE TABLE proposals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	alias TEXT NOT NULL, 
	value TEXT NOT NULL, 
	state TEXT NOT NULL, 
	effect JSON NOT NULL, 
	created DATETIME NOT NULL, 
	decided DATETIME, 
	decided_by TEXT, 
	CONSTRAINT uq_proposals_kind_key_alias_value UNIQUE (kind, "key", alias, value)
);
CREATE TABLE roles (
	destination_id INTEGER NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	author TEXT NOT NULL, 
	granted DATETIME NOT NULL, 
	CONSTRAINT pk_roles PRIMARY KEY (destination_id, platform, person), 
	CONSTRAINT fk_roles_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
CREATE TABLE rulings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	author TEXT NOT NULL, 
	story_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	articles JSON NOT NULL, 
	examples JSON NOT NULL, 
	undone DATETIME
);
INSERT INTO "rulings" VALUES(1,'2026-11-27 23:49:53.474339','split','web:console',1,4,'{"2":"same_event"}','[{"joined":false,"points":10.9359,"same_outlet":false,"hours":0.5}]',NULL);
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
INSERT INTO "schedules" VALUES(1,1,'daily','08:00',NULL,'Asia/Baghdad','2026-11-28 05:00:00.000000',NULL,'2026-11-27 23:46:03.351082');
CREATE TABLE state (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_state PRIMARY KEY (name)
);
INSERT INTO "state" VALUES('home:console:local','1');
INSERT INTO "state" VALUES('lists.taken','2026-11-27T23:49:44.622329+00:00');
INSERT INTO "state" VALUES('heartbeat','2026-11-27T23:49:54.730689+00:00');
INSERT INTO "state" VALUES('expired','2026-11-27T23:49:44.632128+00:00');
INSERT INTO "state" VALUES('spellings.looked','5');
INSERT INTO "state" VALUES('feedback.looked','2026-11-27T23:49:44.632181+00:00');
INSERT INTO "state" VALUES('console:key','736ef4f7511738eccc32864e587a43ed6d28090abcf6864420bb20b38a752e15');
INSERT INTO "state" VALUES('home:web:console','2');
CREATE TABLE stories (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	opened DATETIME NOT NULL, 
	latest DATETIME NOT NULL, 
	due DATETIME, 
	severity TEXT NOT NULL, 
	articles INTEGER DEFAULT 0 NOT NULL, 
	features JSON NOT NULL
, refreshed DATETIME, merged_into INTEGER);
INSERT INTO "stories" VALUES(1,'2026-11-27 08:10:00.000000','2026-11-27 08:10:00.000000',NULL,'critical',1,'{"keys":["ISKP","KANDAHAR","suicide_bombing"],"events":["suicide_bombing"],"places":["kandahar"],"words":["اشخاص","اصيب","اغلق","الغد","انتحار","تتج","تسع","تفجير","حزام","خراس","داعش","سوق","شبه","عشر","فجر","قتل","قندهار","نحاس","يهز"],"found":["انتحار","تفجير","خراس","داعش","فجر","قندهار"],"numbers":[],"parties":["ISKP"],"wider":[],"tolls":["injured:20","killed:9"],"days":["2026-11-27"],"headlines":["وكالة الربوة\tانتحار تفجير سوق قندهار نحاس يهز"],"spoken":[],"spots":["market"],"quarters":["نحاس"],"after":[],"again":[],"concepts":["blast","death","injury","leader","market","police","suicide","vehicle"],"headed":["blast","market","suicide"],"figures":[],"texts":["899ce0b7f6407cb3"],"shingles":[279276584,359444092,388977405,973319139,1262059476,1625751187,1953979807,2134739291,2311825543,2761926495,2944482404,3091243920,3173610582,3299017206,3746088447,3881800029]}','2026-11-27 23:49:54.680950',NULL);
INSERT INTO "stories" VALUES(2,'2026-11-27 09:30:00.000000','2026-11-27 09:30:00.000000',NULL,'low',1,'{"keys":["ISKP"],"events":[],"places":[],"words":["اصاب","اعتقال","تبن","تقع","جبل","حدود","خراس","خلي","خمس","داعش","شاحن","شرط","عناصر","متفجر","معبر","يخف"],"found":["خراس","داعش"],"numbers":[],"parties":["ISKP"],"wider":[],"tolls":[],"days":[],"headlines":["صحيفة السهل\tاعتقال جبل خراس خلي داعش معبر"],"spoken":[],"spots":[],"quarters":[],"after":[],"again":[],"concepts":["aid","arrest","blast","border","cell","claim","crossing","fighters","injury","police"],"headed":["arrest","cell","crossing"],"figures":[],"texts":["db8562b5e23ad83b"],"shingles":[29563259,539691422,698456730,998453056,1035604761,1104189796,1517440436,1826026434,2989487161,3073623834,3127936522,3613744587,4246157468]}','2026-11-27 23:48:26.080911',NULL);
INSERT INTO "stories" VALUES(3,'2026-11-27 09:50:00.000000','2026-11-27 09:50:00.000000',NULL,'low',1,'{"keys":["ISIS"],"events":[],"places":[],"words":["اسم","باد","بيان","تحقق","حراس","حساب","داعش","مجهول","مقاتل","نسب","نشر","نقط","هاجمو","يان","يتسن"],"found":["داعش"],"numbers":[],"parties":["ISIS"],"wider":[],"tolls":[],"days":[],"headlines":["وكالة الربوة\tاسم باد داعش يان"],"spoken":[],"spots":[],"quarters":[],"after":[],"again":[],"concepts":["base","checkpoint","fighters","leader","statement","vehicle"],"headed":["statement"],"figures":[],"texts":["0e662525a484786d"],"shingles":[518508289,604241694,1338044571,1362809824,1455154398,1463134533,1741387758,1743866873,2559228150,2794557010,3812941562,3960320900]}','2026-11-27 23:48:26.262069',NULL);
INSERT INTO "stories" VALUES(4,'2026-11-27 08:40:00.000000','2026-11-27 08:40:00.000000',NULL,'low',1,'{"keys":["ISKP","KANDAHAR"],"events":[],"places":["kandahar"],"words":["اخر","استهدف","اشخاص","اصاب","اعلن","انتحار","تسع","خراس","داعش","رجح","سوق","عشر","قتلي","قندهار","مستشفي","مقتل","نحاس","هجوم"],"found":["خراس","داعش","قندهار"],"numbers":[],"parties":["ISKP"],"wider":[],"tolls":[],"days":[],"headlines":["صحيفة السهل\tانتحار تسع سوق قتلي قندهار نحاس هجوم"],"spoken":[],"spots":["hospital","market"],"quarters":["نحاس"],"after":[],"again":[],"concepts":["attack","claim","death","hospital","injury","market","police","strike","suicide"],"headed":["attack","death","market","suicide"],"figures":[],"texts":["6b251238ca102e32"],"shingles":[371169085,666473796,1027263755,1089863241,1295575643,1441462015,1653995153,2264785376,2381528744,2672344299,3015750747,3211749845,3224851735,3800647391,3862215398,3954209997]}','2026-11-27 23:49:54.680950',NULL);
CREATE TABLE story_articles (
	article_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	published DATETIME NOT NULL, 
	reason TEXT NOT NULL, grounds JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_story_articles PRIMARY KEY (article_id), 
	CONSTRAINT fk_story_articles_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_story_articles_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "story_articles" VALUES(1,1,'2026-11-27 08:10:00.000000','new','{}');
INSERT INTO "story_articles" VALUES(2,4,'2026-11-27 08:40:00.000000','split','{"overlap":0.25,"words":9,"headlines":1.41,"figures":0,"points":10.94,"agree":["party","place"],"against":[]}');
INSERT INTO "story_articles" VALUES(4,2,'2026-11-27 09:30:00.000000','new','{}');
INSERT INTO "story_articles" VALUES(5,3,'2026-11-27 09:50:00.000000','new','{}');
CREATE TABLE story_keys (
	story_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	latest DATETIME NOT NULL, 
	CONSTRAINT pk_story_keys PRIMARY KEY (story_id, "key"), 
	CONSTRAINT fk_story_keys_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "story_keys" VALUES(2,'ISKP','2026-11-27 09:30:00.000000');
INSERT INTO "story_keys" VALUES(3,'ISIS','2026-11-27 09:50:00.000000');
INSERT INTO "story_keys" VALUES(4,'ISKP','2026-11-27 08:40:00.000000');
INSERT INTO "story_keys" VALUES(4,'KANDAHAR','2026-11-27 08:40:00.000000');
INSERT INTO "story_keys" VALUES(1,'ISKP','2026-11-27 08:10:00.000000');
INSERT INTO "story_keys" VALUES(1,'KANDAHAR','2026-11-27 08:10:00.000000');
INSERT INTO "story_keys" VALUES(1,'suicide_bombing','2026-11-27 08:10:00.000000');
CREATE TABLE story_marks (
	story_id INTEGER NOT NULL, 
	mark TEXT NOT NULL, 
	seen DATETIME NOT NULL, 
	CONSTRAINT pk_story_marks PRIMARY KEY (story_id, mark), 
	CONSTRAINT fk_story_marks_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "story_marks" VALUES(1,'b0:87e4261c','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b1:67341986','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b2:88faeb8e','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b3:b3a2192c','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b4:e71896f5','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b5:7de4a81b','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b6:8240fb80','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b7:930a6646','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'f:injured:20/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'f:kandahar/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'f:killed:9/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'w:اغلق','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'w:يهز','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(1,'b0:c2415f09','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b1:d1a0ec41','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b2:72f0363d','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b3:8ad74feb','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b4:0bbaaeb6','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b5:c87a840f','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b6:b68d62d3','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(1,'b7:0ab4a7ef','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(2,'b0:0878e647','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b1:ebdf813b','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b2:e532040e','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b3:ff6df228','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b4:2dbe44d4','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b5:036d3726','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b6:d9ef3f7f','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'b7:f020e69d','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(2,'w:يخف','2026-11-27 09:30:00.000000');
INSERT INTO "story_marks" VALUES(3,'b0:6eed1071','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b1:1ce6f7d9','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b2:0272b757','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b3:c38ff7a8','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b4:2faafbf8','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b5:ca434158','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b6:e1eba9e5','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'b7:4896374c','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'w:باد','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'w:هاجمو','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(3,'w:يتسن','2026-11-27 09:50:00.000000');
INSERT INTO "story_marks" VALUES(4,'b0:87e4261c','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b0:c2415f09','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b1:67341986','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b1:d1a0ec41','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b2:72f0363d','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b2:88faeb8e','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b3:8ad74feb','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b3:b3a2192c','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b4:0bbaaeb6','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b4:e71896f5','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b5:7de4a81b','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b5:c87a840f','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b6:8240fb80','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'b6:b68d62d3','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b7:0ab4a7ef','2026-11-27 08:40:00.000000');
INSERT INTO "story_marks" VALUES(4,'b7:930a6646','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'f:injured:20/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'f:kandahar/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'f:killed:9/suicide_bombing','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'w:اغلق','2026-11-27 08:10:00.000000');
INSERT INTO "story_marks" VALUES(4,'w:يهز','2026-11-27 08:10:00.000000');
CREATE TABLE submissions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	platform TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	destination_id INTEGER NOT NULL, 
	purpose TEXT NOT NULL, 
	state TEXT NOT NULL, 
	received DATETIME NOT NULL, 
	next_at DATETIME NOT NULL, 
	finished DATETIME, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	error TEXT, 
	reply_to TEXT, 
	material JSON NOT NULL, 
	articles JSON, 
	kept DATETIME, 
	CONSTRAINT uq_submissions_key UNIQUE ("key"), 
	CONSTRAINT fk_submissions_destination_id_destinations FOREIGN KEY(destination_id) REFERENCES destinations (id) ON DELETE CASCADE
);
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
INSERT INTO "subscriptions" VALUES(1,'entity','ISKP','low','console:local','2026-11-27 23:45:55.287785');
INSERT INTO "subscriptions" VALUES(2,'entity','ISKP','low','web:console','2026-11-27 23:49:47.434222');
CREATE TABLE trends (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	span INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	details JSON NOT NULL
);
CREATE INDEX ix_articles_matched_published_id ON articles (matched, published, id);
CREATE INDEX ix_articles_published_id ON articles (published, id);
CREATE INDEX ix_stories_due_id ON stories (due, id);
CREATE INDEX ix_stories_latest_id ON stories (latest, id);
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
CREATE INDEX ix_deliveries_destination_id_message_id ON deliveries (destination_id, message_id);
CREATE INDEX ix_deliveries_alert_id ON deliveries (alert_id);
CREATE INDEX ix_deliveries_state_destination_id_priority_id ON deliveries (state, destination_id, priority, id);
CREATE INDEX ix_deliveries_destination_id_created ON deliveries (destination_id, created);
CREATE UNIQUE INDEX ix_deliveries_in_flight ON deliveries (destination_id) WHERE state = 'sending';
CREATE INDEX ix_deliveries_target_id ON deliveries (target_id);
CREATE INDEX ix_calls_delivery_id_part ON calls (delivery_id, part);
CREATE INDEX ix_calls_platform_finished ON calls (platform, finished);
CREATE INDEX ix_calls_message_id ON calls (message_id);
CREATE INDEX ix_submissions_state_next_at ON submissions (state, next_at);
CREATE INDEX ix_submissions_destination_id_received ON submissions (destination_id, received);
CREATE INDEX ix_story_marks_mark_seen_story_id ON story_marks (mark, seen, story_id);
CREATE INDEX ix_rulings_story_id ON rulings (story_id);
CREATE INDEX ix_rulings_other_id ON rulings (other_id);
CREATE INDEX ix_trends_key_created ON trends ("key", created);
CREATE INDEX ix_files_created ON files (created);
CREATE INDEX ix_buttons_expires ON buttons (expires);
CREATE INDEX ix_feedback_aliases_key_alias ON feedback_aliases ("key", alias);
CREATE INDEX ix_matches_late ON matches ("key", published, article_id) WHERE late;
CREATE INDEX ix_hunts_state_id ON hunts (state, id);
CREATE INDEX ix_hunts_destination_id ON hunts (destination_id);
CREATE INDEX ix_hunt_findings_article_id ON hunt_findings (article_id);
CREATE INDEX ix_near_misses_article_id ON near_misses (article_id);
CREATE INDEX ix_near_misses_seen ON near_misses (seen);
CREATE INDEX ix_console_lines_chat_revision ON console_lines (chat, revision);
CREATE INDEX ix_console_lines_at ON console_lines (at);
CREATE INDEX ix_console_sessions_expires ON console_sessions (expires);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('destinations',2);
INSERT INTO "sqlite_sequence" VALUES('audit',9);
INSERT INTO "sqlite_sequence" VALUES('schedules',1);
INSERT INTO "sqlite_sequence" VALUES('feeds',1);
INSERT INTO "sqlite_sequence" VALUES('articles',5);
INSERT INTO "sqlite_sequence" VALUES('stories',4);
INSERT INTO "sqlite_sequence" VALUES('alerts',5);
INSERT INTO "sqlite_sequence" VALUES('deliveries',11);
INSERT INTO "sqlite_sequence" VALUES('calls',10);
INSERT INTO "sqlite_sequence" VALUES('inbox',7);
INSERT INTO "sqlite_sequence" VALUES('mutes',1);
INSERT INTO "sqlite_sequence" VALUES('hunts',1);
INSERT INTO "sqlite_sequence" VALUES('list_edits',1);
INSERT INTO "sqlite_sequence" VALUES('console_lines',8);
INSERT INTO "sqlite_sequence" VALUES('rulings',1);
CREATE VIRTUAL TABLE articles_search USING fts5(normal, content='articles', content_rowid='id', tokenize='trigram', columnsize=0);
INSERT INTO articles_search(articles_search) VALUES('rebuild');
CREATE TRIGGER articles_search_delete AFTER DELETE ON articles BEGIN INSERT INTO articles_search (articles_search, rowid, normal) VALUES ('delete', old.id, old.normal); END;
CREATE TRIGGER articles_search_insert AFTER INSERT ON articles BEGIN INSERT INTO articles_search (rowid, normal) VALUES (new.id, new.normal); END;
CREATE TRIGGER articles_search_update AFTER UPDATE OF normal ON articles BEGIN INSERT INTO articles_search (articles_search, rowid, normal) VALUES ('delete', old.id, old.normal); INSERT INTO articles_search (rowid, normal) VALUES (new.id, new.normal); END;
COMMIT;
