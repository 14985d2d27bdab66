//! Text as varied as a doctor's: half of it phrases of a few dozen, half free words, one in sixteen mistyped (style "Mixed" of
//! the measurements behind the sync design). No phrase and no list of words of it went into the training of the shared dictionary.

/// Sentences that come again and again; `#` becomes a number.
const PHRASES: [&str; 32] = [
    "Пришла на приём повторно, самочувствие лучше.",
    "Ночью спит спокойно, аппетит сохранён.",
    "Беспокоит сухость во рту и жажда около # дней.",
    "Головные боли чаще к вечеру, до # раз в неделю.",
    "Температуру дома измеряла, выше 37,# не поднималась.",
    "Кашляет преимущественно утром, мокроты мало.",
    "Лекарства принимает нерегулярно, забывает вечерний приём.",
    "Таблетки закончились # дней назад.",
    "Одышка при подъёме на второй этаж.",
    "Отёков голеней к вечеру нет.",
    "Стул регулярный, мочеиспускание безболезненное.",
    "Подобное состояние отмечает с весны.",
    "Работает на ферме, контакт с овцами.",
    "Живёт с мужем и # детьми, вода из колонки.",
    "Сознание ясное, на вопросы отвечает охотно.",
    "Питание пониженное, кожа сухая.",
    "Слизистая глотки розовая, чистая.",
    "Щитовидная железа не увеличена.",
    "Перкуторно лёгочный звук, хрипов нет.",
    "Тоны сердца ритмичные, акцент второго тона.",
    "Живот мягкий, край печени по рёберной дуге.",
    "Симптом поколачивания отрицательный с обеих сторон.",
    "Суставы не изменены, движения в полном объёме.",
    "Менингеальных знаков нет.",
    "Рекомендовано ограничить соль, пить воды не менее # стаканов.",
    "Контроль давления дважды в день, вести дневник.",
    "Явка через # дней или раньше при ухудшении.",
    "Сдать кровь натощак в районной лаборатории.",
    "Направить на осмотр окулиста в плановом порядке.",
    "Обучена дыхательным упражнениям.",
    "Больничный лист не нужен.",
    "Объяснены признаки опасности, когда звать скорую.",
];

/// Whole Russian words of the program's own screens and papers.
pub struct Words(Vec<&'static str>);

impl Words {
    pub fn read() -> Self {
        const SOURCES: [&str; 8] = [
            include_str!("../../assets/locales/ru/ui.ftl"),
            include_str!("../../assets/locales/ru/form.ftl"),
            include_str!("../../assets/locales/ru/imci.ftl"),
            include_str!("../../assets/locales/ru/rules.ftl"),
            include_str!("../../assets/locales/ru/print.ftl"),
            include_str!("../../assets/locales/ru/finding.ftl"),
            include_str!("../../assets/locales/ru/error.ftl"),
            include_str!("../../assets/locales/ru/passport.ftl"),
        ];
        let mut words: Vec<&str> = SOURCES
            .iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.chars().count() > 2 && word.chars().all(is_cyrillic))
            .collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }

    /// About so many bytes of text.
    pub fn text(&mut self, words: &Words, bytes: usize) -> String {
        let mut text = String::new();
        while text.len() < bytes {
            let sentence = if self.below(2) == 0 {
                let number = (self.below(9) + 1).to_string();
                PHRASES[self.below(PHRASES.len())].replace('#', &number)
            } else {
                let count = 4 + self.below(5);
                let free: Vec<String> = (0..count).map(|_| self.word(words)).collect();
                format!("{}.", free.join(" "))
            };
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&sentence);
        }
        text
    }

    fn word(&mut self, words: &Words) -> String {
        let mut letters: Vec<char> = words.0[self.below(words.0.len())].chars().collect();
        if self.below(16) == 0 {
            let at = self.below(letters.len() - 1);
            letters.swap(at, at + 1);
        }
        letters.into_iter().collect()
    }
}
