# Saqlash joyida nima boʻldi: nima boʻldi. Yozuvlar butunmi. Endi nima qilish kerak.
error-vault-io = { $path } faylini oʻqib yoki yozib boʻlmadi. Avval saqlanganlarning hammasi butun. Disk ulanganini va yozishdan himoyalanmaganini tekshirib, qayta urinib koʻring.
error-vault-disk-full = Disk toʻldi. Avval saqlanganlarning hammasi butun; oxirgi yozuv hali saqlanmadi. Joy boʻshatib, qayta saqlang.
error-vault-busy = Maʼlumotlar bazasi band. Avval saqlanganlarning hammasi butun. Biroz kutib, qayta urinib koʻring.
error-vault-sql = Dastur maʼlumotlar bazasi bilan ishlashda xato qildi. Avval saqlanganlarning hammasi butun. Dasturni qayta ishga tushiring; takrorlansa, jurnalni yordam xizmatiga yuboring.
error-vault-missing = { $path } joyida yozuvlar topilmadi. Hech narsa oʻzgarmadi. Papkani tekshiring, shu punktni sozlang yoki zaxira nusxani tiklang.
error-vault-exists = { $path } joyida yozuvlar allaqachon bor. Hech narsa oʻzgarmadi. Boshqa papkani tanlang yoki ularni almashtirish kerakligini aniq koʻrsating.
error-vault-not-encrypted = { $path } fayli — shifrlanmagan oddiy maʼlumotlar bazasi. Hech narsa oʻzgarmadi. Papkani tekshiring.
error-vault-not-a-database = { $path } faylida yozuvlar yoʻq. Uning ustiga yozmang. Oxirgi zaxira nusxani tiklang.
error-vault-wrong-key = Kalit fayli bu maʼlumotlar bazasiniki emas. U bilan yozuvlarni ochib boʻlmaydi. Hech narsani oʻchirmang; oxirgi zaxira nusxani tiklang yoki toʻgʻri kalit faylini qaytaring.
error-vault-corrupt = Maʼlumotlar bazasining bir qismi buzilgan. Ayrim yozuvlar oʻqilmasligi mumkin. Bu yerda ishni toʻxtating, hech narsani oʻchirmang va oxirgi zaxira nusxani tiklang.
error-vault-engine = Dasturning bu yigʻmasi shifrlangan yozuvlarni saqlay olmaydi. Hech narsa oʻzgarmadi. Dasturni qayta oʻrnating.
error-vault-held = Yozuvlar boshqa oynada yoki dasturda ochiq ({ $pid } jarayoni). Ular butun. Oʻsha oynaga oʻting yoki uni yopib, qayta urinib koʻring.
error-vault-held-unknown = Yozuvlar boshqa oynada yoki dasturda ochiq. Ular butun. Oʻsha oynaga oʻting yoki uni yopib, qayta urinib koʻring.
error-vault-newer-program = Bu yozuvlar bilan yangiroq dastur ishlagan (versiyasi { $vault }; bu dastur { $program } versiyasini biladi). Ular butun va oʻzgarmagan. Yangi dasturni oʻrnating.
error-vault-migration = Yozuvlarni bu dasturga tayyorlab boʻlmadi ({ $version }-qadam). Ular butun va avvalgidek; zaxira nusxa olindi. Avvalgi dasturda ishlang va jurnalni yordam xizmatiga yuboring.
error-vault-bad-login = Foydalanuvchi nomi yoki parol notoʻgʻri. Yozuvlar butun. Klaviatura tilini va Caps Lock tugmasini tekshirib, qayta urinib koʻring.
error-vault-keys-unreadable = Kalit fayli ham, uning nusxasi ham buzilgan. Yozuvlar joyida, lekin ochilmaydi. Hech narsani oʻchirmang; oxirgi zaxira nusxani tiklang.
error-vault-login-taken = Bunday foydalanuvchi nomi bor. Hech narsa oʻzgarmadi. Boshqasini tanlang.
error-vault-login-unfit = Bunday foydalanuvchi nomi yaramaydi. Hech narsa oʻzgarmadi. 1 tadan 64 tagacha harf yoki raqam kiriting.
error-vault-no-such-user = Bu kompyuterda bunday foydalanuvchi yoʻq. Hech narsa oʻzgarmadi. Foydalanuvchilar roʻyxatini koʻring.
error-vault-slots-full = Bu kompyuterda allaqachon { $max } ta foydalanuvchi bor. Hech narsa oʻzgarmadi. Bu yerda endi ishlamaydigan foydalanuvchini olib tashlang.
error-vault-last-user = Oxirgi foydalanuvchini olib tashlab boʻlmaydi: yozuvlarni hech kim ocholmay qoladi. Hech narsa oʻzgarmadi. Avval boshqa foydalanuvchi qoʻshing.
error-vault-kdf-bounds = Parol himoyasi juda kuchsiz yoki juda kuchli qilib qoʻyilgan. Hech narsa oʻzgarmadi. Odatdagi sozlamadan foydalaning.
error-vault-shares-unfit = Bu tiklash varaqlari bu yozuvlarni ochmaydi. Yozuvlar butun. Eng oxirgi chop etilgan varaqlarni toping.
error-vault-backup-damaged = Bu zaxira nusxa buzilgan yoki toʻliq emas. Kompyuterdagi yozuvlar oʻzgarmadi. Boshqa nusxani oling.
error-vault-cancelled = Toʻxtatildi. Avval saqlanganlarning hammasi butun.
error-vault-entropy = Kompyuter tasodifiy sonlar bermadi. Avval saqlanganlarning hammasi butun. Kompyuterni qayta ishga tushiring.
error-share-character = Tiklash varagʻining { $group }-guruhida u yerda boʻlmaydigan belgi bor. Hech narsa oʻzgarmadi. Shu guruhni tekshiring.
error-share-length = Tiklash varagʻida { $wanted } ta belgi bor, { $found } ta kiritildi. Hech narsa oʻzgarmadi. Guruh tushib qolmaganini yoki ikki marta kiritilmaganini tekshiring.
error-share-checksum = Tiklash varagʻining bir belgisi notoʻgʻri kiritilgan. Hech narsa oʻzgarmadi. Guruhlarni birma-bir solishtiring.
error-share-version = Bu tiklash varagʻini yangiroq dastur chop etgan. Hech narsa oʻzgarmadi. Yangi dasturni oʻrnating.
error-share-different-sets = Bu tiklash varaqlari birga chop etilmagan. Hech narsa oʻzgarmadi. Sanasi bir xil varaqlarni oling.
error-share-twice = { $number }-tiklash varagʻi ikki marta kiritildi. Hech narsa oʻzgarmadi. Boshqa varaqni oling.
error-share-too-few = { $wanted } ta tiklash varagʻidan { $found } tasi kiritildi. Hech narsa oʻzgarmadi. Keyingi varaqni kiriting.

# What was asked cannot be done
error-denied = Sizning rolingizga bunga ruxsat yoʻq. Hech narsa oʻzgarmadi. Ruxsati bor hamkasbdan yoki punkt rahbaridan soʻrang.
error-locked = Dasturga hech kim kirmagan. Yozuvlar saqlangan. Kiring va qaytadan urinib koʻring.
error-unknown-record = Bu yozuv ushbu kompyuterda yoʻq. Hech narsa oʻzgarmadi. Raqamni tekshiring yoki almashinuvni bajarib, qayta qarang.
error-withdrawn-record = Bu yozuv xato deb qaytarib olingan, shuning uchun u boʻyicha qogʻoz chiqarilmaydi. Yozuv saqlangan. Toʻgʻri yozuvni chop eting.
error-replaced-record = Bu yozuvning yangiroq nusxasi bor, shuning uchun eskisi chop etilmaydi. Yozuv saqlangan. Yangi nusxasini chop eting.
error-already-signed = Bu qabul allaqachon imzolangan. U kartada saqlangan. Koʻrish uchun kartani oching; tuzatishlar unga qoʻshiladi.
error-values-moved = Siz ochganingizdan keyin kimdir bu qiymatlarni oʻzgartirdi. Hammasi saqlangan. Ularni qayta koʻrib, tanlang.
error-entry-too-long = Bu yozuv juda uzun (koʻpi bilan { $limit } bayt). U saqlanmadi; avval saqlangan hamma narsa joyida. Matnni qisqartiring yoki ikki yozuvga boʻling.
error-newer-entry = Kartaning bu qismi yangiroq dastur bilan yozilgan. U saqlangan va oʻzgarmay qoladi. Oʻzgartirish uchun yangi dasturni oʻrnating.
error-record-unreadable = Yozuvlarning bir qismini oʻqib yoki yozib boʻlmadi. Avval saqlangani oʻz holicha turibdi. Dasturni qayta ishga tushiring; takrorlansa, jurnalni yordam xizmatiga yuboring.
error-name-missing = Ism koʻrsatilmagan. Hozircha hech narsa saqlanmadi. Familiya yoki ismni yozing; nomaʼlum odam uchun «nomaʼlum» deb yozing.
error-unknown-key = Kartada «{ $field }» degan joy yoʻq. Hech narsa oʻzgarmadi. Joy nomini tekshiring.
error-attachment-too-large = { $field } fayli juda katta. U qoʻshilmadi; yozuvlar saqlangan. Rasmni kichraytiring yoki faylni boʻling; koʻpi bilan 32 megabayt.
error-reason-missing = Yozuv faqat sababi koʻrsatilib qaytarib olinadi. Hech narsa oʻzgarmadi. Sababini tanlab, qaytadan urining.
error-vaccine-missing = Vaksina nomi koʻrsatilmagan. Hech narsa saqlanmadi. Vaksinani tanlang.
error-vaccine-date = Emlash kuni koʻrsatilmagan yoki hali kelmagan. Hech narsa saqlanmadi. Sanani tuzating.
error-vaccine-reason = Emlash qilinmagan boʻlsa, sababi kerak; qilingan boʻlsa, sabab yoʻq. Hech narsa saqlanmadi. Rad etish yoki tibbiy monelikni tanlang.
error-link-to-itself = Kartani oʻzi bilan bogʻlab boʻlmaydi. Hech narsa oʻzgarmadi. Boshqa kartani tanlang.
error-no-patient = Bu amal uchun bemor koʻrsatilmagan. Hech narsa oʻzgarmadi. Bemor kartasini ochib, qaytadan urining.
error-codes-not-saved = Kodlar roʻyxatini saqlab boʻlmadi: { $detail }. Yozuvlar saqlangan; avvalgi roʻyxat qoladi. Diskni tekshirib, roʻyxatni qayta yuklang.

# The exchange with the store
error-not-enrolled = Bu kompyuter hali milliy omborga ulanmagan. Yozuvlar shu yerda saqlangan. Bir martalik kod olib, sozlamalarda ulaning.
error-sync-line-down = Hozir ombor bilan aloqa yoʻq. Hammasi shu kompyuterda saqlangan va keyinroq yuboriladi. Ishni davom ettiring; bir necha kun boʻlmasa, aloqani tekshiring.
error-sync-busy = Ombor band. Hammasi shu kompyuterda saqlangan. Dastur oʻzi qayta urinib koʻradi.
error-sync-refused = Ombor almashinuvni rad etdi ({ $reason }). Hammasi shu kompyuterda saqlangan, lekin hozircha yuborilmaydi. Omborning yordam xizmatiga murojaat qiling.
error-sync-broken = Omborning javobiga ishonib boʻlmaydi. Undan hech narsa olinmadi; hammasi shu kompyuterda saqlangan. Jurnalni yordam xizmatiga yuboring.
error-backup-failed = Bugungi zaxira nusxa olinmadi. Yozuvlar shu kompyuterda butun, lekin ikkinchi nusxasi yoʻq. Diskda joy boʻshating yoki sozlamalarda nusxani fleshkaga yozing.
error-sync-stopped = Almashinuv yarmida toʻxtab qoldi. Hammasi shu kompyuterda saqlangan. Qaytadan urining; yana toʻxtasa, jurnalni yordam xizmatiga yuboring.
error-sync-address = Ombor manzili yaroqsiz: { $detail }. Yozuvlar saqlangan. Manzilni ombor xati bilan solishtiring.
error-sync-answer-unreadable = Omborning javobini oʻqib boʻlmadi, shuning uchun kompyuter hali ulanmadi. Yozuvlar saqlangan. Yangi kod olib, qaytadan urining.

# When printing does not work
error-print-failed = Qogʻozni tayyorlab boʻlmadi: { $detail }. Yozuv saqlangan. Qaytadan urining; boʻlmasa, jurnalni yordam xizmatiga yuboring.
error-print-tool-missing = Bu kompyuterda kerakli dastur yoʻq ({ $tool }). Yozuv saqlangan. Qogʻozni saqlab, boshqa kompyuterda oching.
error-print-no-printer = Printer sozlanmagan. Yozuv saqlangan. Qogʻozni saqlang yoki tizim sozlamalarida printerni ulang.
error-print-refused = Printer qogʻozni qabul qilmadi: { $detail }. Yozuv saqlangan. Printerni tekshirib, qaytadan chop eting.
error-print-viewer = Qogʻozni ochib boʻlmadi: { $detail }. Yozuv saqlangan. Qogʻozni saqlab, jilddan oching.
error-print-io = Faylni yozib boʻlmadi: { $detail }. Yozuv saqlangan. Boshqa joy tanlang yoki joy boʻshating.
