"""Words that stand beside a name on a list and are no part of it. Compiled by hand."""

ARABIC_TITLES = frozenset(
    "الشيخ شيخ الحاج حاج حاجي الحاجي حجي الملا ملا مولوي المولوي مولانا مولا قاري القاري الدكتور دكتور د "
    "الأستاذ أستاذ المهندس مهندس العميد اللواء العقيد الفريق الجنرال الرائد المقدم النقيب القائد الوزير "
    "المفتي مفتي آية السيدة الآنسة".split()
)
LATIN_TITLES = frozenset(
    "mullah mulla mollah molah maulavi maulvi maulawi mawlawi molvi moulvi mawlana maulana haji hajji "
    "hadji alhaj alhajj elhadj sheikh shaykh sheik shaikh cheikh qari dr doctor mr mrs ms miss prof "
    "professor eng engineer general gen brigadier brig colonel col lieutenant lt major maj captain capt "
    "commander cmdr admiral adm marshal ustad ustaz mufti sir".split()
)
# Notes in Latin letters among the names themselves, and the kinds of companies that stand in brackets.
NOTES = frozenset(
    "arabic persian farsi urdu pashto dari russian chinese korean english french original script name "
    "names language aka fka nka formerly former previously known also as alias good low quality weak "
    "strong deceased na none spelling variant unknown born dob pob ngo ltd llc inc co reportedly listed "
    "under branch the a an in of and or".split()
)
# What follows a comma without being a given name.
SUFFIXES = frozenset(
    "jr sr ii iii iv ltd limited llc inc incorporated co corp corporation company plc gmbh sa sarl ag bv "
    "nv pte pvt jsc ojsc pjsc ooo zao fze fzco fzc lp llp intl branch".split()
)
# Words of firms and bodies that say little by themselves, in either language.
GENERIC = frozenset(
    "شركة شركات مؤسسة مؤسسات جمعية مكتب بنك مصرف لجنة منظمة هيئة وزارة مجموعة اتحاد مركز معهد جامعة صندوق "
    "وكالة بيت دار مصنع إدارة دائرة قسم فرع خدمات تجارة التجارة للتجارة العامة المحدودة الدولية العالمية "
    "الوطنية القابضة صرافة للصرافة صرافي bank trust foundation company corporation corp co ltd limited "
    "llc inc group organization organisation society committee association center centre office ministry "
    "department bureau agency authority institute university fund trading trade general international "
    "national global services service shipping industries industry industrial technology technologies "
    "development investment investments holding holdings enterprise enterprises establishment exchange "
    "money factory commercial import export transport airlines aviation marine maritime construction "
    "engineering oil gas energy petroleum the of and for in al el".split()
)
# Heads after which a name means an armed group and little else.
MILITANT = frozenset(
    "جبهة حركة تنظيم جماعة كتيبة كتائب جيش جند لواء ألوية سرايا عصبة عصائب أنصار حزب شبكة إمارة ولاية "
    "حركت تحريك لشكر عسكر قوات front movement army brigade brigades battalion battalions jund jaish jaysh "
    "jabhat harakat ansar lashkar kataib katibat liwa asbat militia mujahideen "
    "mujahidin tehrik tehreek".split()
)
