use feldsher::domain::card::Draft;
use feldsher::domain::lang::Lang;
use feldsher::domain::visit::{Diagnosis, DiagnosisRole, Visit};
use feldsher::worker::{PaperOf, fill};
use crate::papers::{Case, sign};
use crate::print::read_back::pdf;
#[test]
fn tmp_pdfs() {
    let Some(folder) = std::env::var_os("FELDSHER_SHOTS") else { return };
    let sets: Vec<(&str, Lang, Vec<(&str, &str)>)> = vec![
        ("uz-027", Lang::Uz, vec![("patient-type", "c:http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB|Ambulator"), ("applied", "d:2026-09-14"), ("discharged", "d:2026-09-20"), ("referred-by", "t:Chilonzor tuman oilaviy poliklinikasi"), ("complaints", "t:Quruq yoʻtal, tana harorati 38,2 °C gacha, bosh ogʻrigʻi."), ("history", "t:Uch kundan beri kasal. Oʻzi paratsetamol ichgan."), ("exam", "t:Umumiy holati qoniqarli. Tomogʻi qizargan. Oʻpkada dagʻal nafas."), ("investigations", "t:Qonning umumiy tahlili: leykotsitlar 9,8 ×10⁹/l, EChT 18 mm/soat.\nRentgen: oʻzgarish yoʻq."), ("treatment-given", "t:Koʻp suyuqlik ichish, dam olish."), ("advice", "t:Uch kundan keyin qayta koʻrik."), ("observation", "t:Bir hafta"), ("follow-up", "t:Kerak emas"), ("responsible", "t:Nazarov Sanjar Karimovich")]),
        ("ge-100a", Lang::Ka, vec![("addressed-to", "t:საჯარო სკოლა № 0, ქ. ნიმუში"), ("workplace", "t:საჯარო სკოლა, მასწავლებელი"), ("applied", "d:2026-09-10"), ("sent", "d:2026-09-11"), ("admitted", "d:2026-09-11"), ("discharged", "d:2026-09-18"), ("conclusion", "c:urn:feldsher:code:ge-100a|ill|x"), ("past-diseases", "t:ქარბუნქული (2019)."), ("history", "t:დაავადდა მწვავედ, სამი დღის წინ: ცხელება, ხველა."), ("investigations", "t:სისხლის საერთო ანალიზი: ლეიკოციტები 12,1 ×10⁹/ლ. რენტგენოგრაფია: ინფილტრაცია მარჯვნივ ქვემოთ."), ("course", "c:urn:feldsher:code:ge-100a|acute|x"), ("treatment-given", "t:ანტიბიოტიკი 7 დღე, სითხეები."), ("state-when-sent", "t:საშუალო სიმძიმის"), ("state-at-discharge", "t:დამაკმაყოფილებელი"), ("advice", "t:ფიზიკური დატვირთვის შეზღუდვა 2 კვირა."), ("chief", "t:ნიმუშაძე ნინო")]),
        ("ge-200-8a", Lang::Ka, vec![("service", "t:ჭრილობის პირველადი ქირურგიული დამუშავება"), ("aim", "t:ჭრილობის გაწმენდა და გაკერვა ადგილობრივი გაუტკივარებით."), ("risks", "t:ინფექცია, სისხლდენა, ნაწიბური."), ("explained", "b:true"), ("agrees", "c:urn:feldsher:code:ge-200-8a|yes|x"), ("by", "c:urn:feldsher:code:ge-200-8a|representative|x"), ("representative", "t:ნიმუშაძე ანა, დედა")]),
        ("uz-130", Lang::Uz, vec![("panel", "t:Qonning umumiy tahlili"), ("taken", "m:2026-09-20T09:05"), ("wbc", "q:7.2|10*9/L"), ("rbc", "q:4.5|10*12/L"), ("haemoglobin", "q:130|g/L"), ("mcv", "q:90|fL"), ("mch", "q:32|pg"), ("plt", "q:250|10*9/L"), ("esr", "q:12|mm/h"), ("glucose", "q:5.4|mmol/L"), ("alt", "q:24.5|U/L"), ("urine-gravity", "n:1018")]),
        ("uz-097", Lang::Uz, vec![("mother-name", "t:Namunaxonova Dilnoza"), ("gestation", "q:40|wk"), ("birth-weight", "q:3.2|kg"), ("birth-length", "q:51|cm"), ("head", "q:34|cm"), ("skin-after", "q:5|min"), ("apgar-1", "n:8"), ("apgar-5", "n:9"), ("temp", "q:36.8|Cel"), ("resp", "q:40|/min"), ("pulse", "q:140|/min"), ("mother-rh", "c:urn:feldsher:code:uz-097|negative|x"), ("mother-blood", "c:urn:feldsher:code:uz-097|A|x"), ("look", "c:urn:feldsher:code:uz-097|good|x"), ("life-day", "n:3")]),
    ];
    let mut case = Case::new();
    for (name, lang, answers) in sets {
        let draft = Draft { visit: Visit { form: format!("urn:feldsher:form:{name}"), form_version: "1.0".into(),
            answers: answers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            diagnoses: vec![Diagnosis { code: "J20.9".into(), title: "".into(), role: DiagnosisRole::Main }, Diagnosis { code: "I10".into(), title: "".into(), role: DiagnosisRole::Concomitant }], ..Visit::default() }, ..Draft::default() };
        let visit = sign(&mut case.point, case.patient, &draft);
        let view = case.view();
        let what = PaperOf::Visit { patient: case.patient, visit };
        let paper = fill::paper(&view, case.point.house.place(), &what, Some(lang), 1_790_000_000, 300).unwrap();
        let (_, bytes) = pdf(&paper);
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &bytes).unwrap();
    }
}
