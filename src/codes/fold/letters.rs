//! Letters of Kazakh, Uzbek, Russian and Georgian in their scripts, and what each is in one Latin spelling.

/// Signs typed for the apostrophes of Uzbek and of Georgian romanisation.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '\u{b4}'
            | '\u{2018}'..='\u{201b}'
            | '\u{2b9}'
            | '\u{2bb}'..='\u{2bf}'
            | '\u{2c8}'
            | '\u{2ca}'
            | '\u{2032}'
    )
}

/// Combining marks.
pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The one letter for a letter and a combining mark, as far as our alphabets and their Latin drafts need it (Unicode NFC).
pub fn composed(letter: char, mark: char) -> Option<char> {
    let pairs = match mark {
        '\u{301}' => "aáeéiíoóuúyýgǵnńsścćAÁEÉIÍOÓUÚYÝGǴNŃSŚCĆ",
        '\u{303}' => "nñoõNÑOÕ",
        '\u{304}' => "aāeēiīoōuūAĀEĒIĪOŌUŪиӣуӯИӢУӮ",
        '\u{306}' => "gğoŏuŭaăийуўGĞOŎUŬAĂИЙУЎ",
        '\u{307}' => "eėIİEĖ",
        '\u{308}' => "aäeëiïoöuüеёіїAÄEËIÏOÖUÜЕЁІЇ",
        '\u{30c}' => "sšcčzžSŠCČZŽ",
        '\u{327}' => "sşcçSŞCÇ",
        _ => return None,
    };
    let mut pairs = pairs.chars();
    while let (Some(base), Some(whole)) = (pairs.next(), pairs.next()) {
        if base == letter {
            return Some(whole);
        }
    }
    None
}

/// Latin letters and the Cyrillic ones of the same shape, case by case: H is Н but h is һ.
const TWINS: [(char, char); 26] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('j', 'ј'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

/// In a word of mixed Latin and Cyrillic letters, turns the letters that have a twin into the script of those that have none; when all
/// have twins, into Cyrillic. A word where both scripts have letters without twins stays as it is.
pub fn repair(word: &mut [char]) {
    let cyrillic_twin = |c: char| TWINS.iter().find(|(l, _)| *l == c).map(|(_, cyr)| *cyr);
    let latin_twin = |c: char| TWINS.iter().find(|(_, cyr)| *cyr == c).map(|(l, _)| *l);
    let mixed = word.iter().any(char::is_ascii_alphabetic) && word.iter().any(|c| is_cyrillic(*c));
    if !mixed {
        return;
    }
    let latin_explained = word
        .iter()
        .filter(|c| is_latin(**c))
        .all(|c| cyrillic_twin(*c).is_some());
    let cyrillic_explained = word
        .iter()
        .filter(|c| is_cyrillic(**c))
        .all(|c| latin_twin(*c).is_some());
    for c in word {
        if latin_explained {
            *c = cyrillic_twin(*c).unwrap_or(*c);
        } else if cyrillic_explained {
            *c = latin_twin(*c).unwrap_or(*c);
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Lower-case letters after which ё begins a syllable of its own.
pub fn is_cyrillic_vowel_or_sign(c: char) -> bool {
    "аәеёиіоөуұүўыэюяьъ".contains(c)
}

/// Writes a lower-case letter in Latin: one base letter where the letter is a variant, the usual digraph where it is another sound.
/// Apostrophes and signs without sound write nothing; figures and letters of other alphabets stay.
pub fn push_latin(c: char, out: &mut String) {
    let plain = match c {
        'а' | 'ә' | 'ა' | 'á' | 'à' | 'â' | 'ă' | 'ã' | 'ā' | 'ä' => 'a',
        'б' | 'ბ' => 'b',
        'в' | 'ვ' => 'v',
        'г' | 'ғ' | 'ґ' | 'გ' | 'ღ' | 'ğ' | 'ǵ' => 'g',
        'д' | 'დ' => 'd',
        'е' | 'э' | 'ე' | 'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' => 'e',
        'ж' | 'җ' | 'ჟ' | 'ჯ' | 'ž' | 'ј' => 'j',
        'з' | 'ზ' => 'z',
        'и' | 'й' | 'і' | 'ї' | 'ы' | 'ӣ' | 'ი' | 'ı' | 'í' | 'ï' | 'ī' | 'î' => 'i',
        'к' | 'қ' | 'კ' | 'ქ' | 'ყ' => 'k',
        'л' | 'ლ' => 'l',
        'м' | 'მ' => 'm',
        'н' | 'ң' | 'ნ' | 'ñ' | 'ń' | 'ŋ' => 'n',
        'о' | 'ө' | 'ў' | 'ო' | 'ó' | 'ò' | 'ô' | 'ŏ' | 'õ' | 'ō' | 'ö' => 'o',
        'п' | 'ф' | 'პ' | 'ფ' => 'p',
        'р' | 'რ' => 'r',
        'с' | 'ц' | 'ს' | 'ც' | 'წ' | 'ś' => 's',
        'т' | 'თ' | 'ტ' => 't',
        // ý is у in the Kazakh decree of 2018
        'у' | 'ұ' | 'ү' | 'ӯ' | 'უ' | 'ú' | 'ù' | 'û' | 'ū' | 'ŭ' | 'ü' | 'ý' => 'u',
        'х' | 'ҳ' | 'һ' | 'ხ' | 'ჰ' => 'h',
        'ძ' => 'z',
        'ъ' | 'ь' => return,
        _ if is_apostrophe(c) => return,
        'ё' => return out.push_str("io"),
        'ю' => return out.push_str("iu"),
        'я' => return out.push_str("ia"),
        'ч' | 'ҷ' | 'ჩ' | 'ჭ' | 'ç' | 'č' | 'ć' => return out.push_str("ch"),
        'ш' | 'щ' | 'შ' | 'ş' | 'š' => return out.push_str("sh"),
        _ => c,
    };
    out.push(plain);
}
