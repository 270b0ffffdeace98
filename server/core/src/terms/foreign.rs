//! Definitions in languages whose sentences are not read word by word: Chinese, Japanese,
//! Korean, and the turned-round forms of European ones ("Unter X versteht man …").
//!
//! Straight forms of European languages ("X es un …", "X — это …") are phrases of
//! `words/predicates.txt` and read like English.

use std::{ops::Range, sync::LazyLock};

use super::bytes::{holds_any, place};
use super::definition::{Form, Statement};
use super::lexicon::{self, Class};
use super::marks;
use super::words::lines;

/// How many characters a name may have where words are not spaced.
const LONGEST_NAME: usize = 20;

/// Whether the sentence is written without spaces between its words.
#[must_use]
pub fn is_unspaced(sentence: &str) -> bool {
    // Kana and Han begin at U+3040: no lead byte below 0xE3 opens one.
    if sentence.is_ascii() || sentence.bytes().all(|byte| byte < 0xe3) {
        return false;
    }
    let ideographs = sentence.chars().filter(|char| is_han(*char) || is_kana(*char)).count();
    0 < ideographs && sentence.bytes().filter(|byte| *byte == b' ').count() < ideographs
}

/// The bytes of a name that marks or quotes set off at the beginning of a text.
fn set_off(text: &str) -> Option<usize> {
    const MARKS: [(&str, &str); 6] =
        [("\"", "\""), ("“", "”"), ("**", "**"), ("*", "*"), ("_", "_"), ("«", "»")];
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let end = open.len() + text[open.len()..].find(close)? + close.len();
    (end < text.len()).then_some(end)
}

/// What the sentence defines.
pub(super) fn read(sentence: &str) -> Option<Statement> {
    if sentence.is_ascii() {
        return plural(sentence);
    }
    if sentence.chars().any(is_kana) {
        japanese(sentence)
    } else if is_unspaced(sentence) {
        chinese(sentence)
    } else if sentence.chars().any(is_hangul) {
        korean(sentence)
    } else {
        plural(sentence)
    }
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

fn is_kana(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}')
}

/// Whether a text is nothing but kana, as the reading of a name in Han characters is.
pub(crate) fn is_reading(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(is_kana)
}

fn is_hangul(char: char) -> bool {
    matches!(char, '\u{ac00}'..='\u{d7a3}')
}

/// A name and what is said of it; marks and the last full stop are left out of both.
fn statement(
    sentence: &str,
    subject: Range<usize>,
    body: Range<usize>,
    form: Form,
    strict: bool,
) -> Option<Statement> {
    let said = sentence[body.clone()]
        .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '。' | '.' | '！' | '!'));
    let skipped = said.len()
        - said
            .trim_start_matches(|char: char| {
                char.is_whitespace() || matches!(char, '，' | '、' | ',' | '：' | ':')
            })
            .len();
    let body = body.start + skipped..body.start + said.len();
    let (subject, alias) = without_bracket(sentence, subject);
    if subject.is_empty() || body.end <= body.start {
        return None;
    }
    Some(Statement { subject, alias, body, form, strict, pronoun: false, joint: Vec::new() })
}

/// "进程（process）": the name, and the bracket behind it as another name.
fn without_bracket(sentence: &str, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let name = sentence[range.clone()].trim_end();
    let inside = name.strip_suffix(['）', ')']);
    let open = inside.and_then(|inside| inside.rfind(['（', '(']));
    let (Some(inside), Some(open)) = (inside, open) else { return (marks::unwrapped(sentence, range), None) };
    let opening = name[open..].chars().next().map_or(1, char::len_utf8);
    let alias = marks::unwrapped(sentence, range.start + open + opening..range.start + inside.len());
    (
        marks::unwrapped(sentence, range.start..range.start + open),
        Some(alias).filter(|alias| !alias.is_empty()),
    )
}

/// The part of `before` that names something: behind a scene-setter ("在音乐中，"), up to the
/// first comma; with it the other name that "又称…，" gives.
fn chinese_name(sentence: &str, before: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    const SCENE_ENDS: [&str; 9] = ["中", "里", "上", "下", "说", "讲", "而言", "来看", "學中"];
    const OTHER_NAME: [&str; 8] = ["又称为", "也称为", "又称", "也称", "又叫", "也叫", "亦称", "简称"];
    let mut start = before.start;
    let text = &sentence[before.clone()];
    let comma = |from: usize| sentence[from..before.end].find(['，', ',', '、']).map(|found| from + found);
    if let Some(end) = comma(start)
        && SCENE_ENDS.iter().any(|ending| sentence[start..end].ends_with(ending))
    {
        start = end + sentence[end..].chars().next().map_or(1, char::len_utf8);
    }
    let end = comma(start).unwrap_or(before.end);
    let alias = OTHER_NAME.iter().find_map(|mark| {
        let found = before.start + text.find(mark)? + mark.len();
        let close = comma(found).unwrap_or(before.end);
        (end <= found).then_some(found..close)
    });
    let name = sentence[start..end].trim_start();
    start = end - name.len() + if name.starts_with("所谓") { "所谓".len() } else { 0 };
    (start..end, alias)
}

fn chinese(sentence: &str) -> Option<Statement> {
    const STRICT: [(&str, Form); 15] = [
        ("指的是", Form::RefersTo),
        ("是指", Form::RefersTo),
        ("泛指", Form::RefersTo),
        ("特指", Form::RefersTo),
        ("通常指", Form::RefersTo),
        ("一般指", Form::RefersTo),
        ("意味着", Form::Means),
        ("意思是", Form::Means),
        ("定义为", Form::DefinedAs),
        ("是由", Form::Copula),
        ("是用来", Form::Copula),
        ("是用于", Form::Copula),
        ("是关于", Form::Copula),
        ("是能够", Form::Copula),
        ("是研究", Form::Copula),
    ];
    const NAMES: [&str; 5] = ["称之为", "被称为", "称为", "叫做", "稱為"];
    let of_a_kind = sentence.match_indices("是一").map(|(at, _)| at).find(|at| is_counted(&sentence[*at..]));
    let strict = STRICT
        .iter()
        .filter_map(|(verb, form)| Some((sentence.find(verb)?, *verb, *form)))
        .chain(of_a_kind.map(|at| (at, "是", Form::Copula)))
        .min_by_key(|found| found.0);
    let strict = strict.or_else(|| Some((pointing(sentence)?, "指", Form::RefersTo)));
    let (at, verb, form, strict) = match strict {
        Some((at, verb, form)) => (at, verb, form, true),
        None => {
            if let Some((at, verb)) = NAMES.iter().find_map(|verb| Some((sentence.find(verb)?, *verb))) {
                return chinese_called(sentence, at, at + verb.len());
            }
            (sentence.find('是')?, "是", Form::Copula, false)
        }
    };
    if sentence.contains(['？', '?']) {
        return None;
    }
    let mut end = at;
    for adverb in ["通常", "一般", "其实", "主要", "本质上", "就", "也", "都", "可以"] {
        end = sentence[..end].strip_suffix(adverb).map_or(end, str::len);
    }
    let (name, alias) = chinese_name(sentence, 0..end);
    let text = &sentence[name.clone()];
    let stand_in = ["它", "它们", "这", "這", "这个", "其"].contains(&text);
    let refused = ["不", "但", "可", "于", "总", "还", "而", "要", "若", "只"]
        .iter()
        .any(|before| text.ends_with(before));
    let referring = [
        "这", "那", "它", "他", "她", "我", "你", "如", "因", "所以", "当", "每", "有", "其", "该", "這",
        "如果", "什么", "哪",
    ];
    let refers = referring.iter().any(|opening| text.starts_with(opening));
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    if refused || LONGEST_NAME < bare.chars().count() || refers && !stand_in {
        return None;
    }
    let body = if form == Form::Copula { at + "是".len() } else { at + verb.len() };
    // "需求弹性（elasticity）是…的程度": a name in two languages, or a kind of thing at the end.
    let bracketed = text.ends_with(['）', ')']) && text.chars().any(|char| char.is_ascii_alphabetic());
    let strict = strict || bracketed || alias.is_some() || tells_kind(&sentence[body..]);
    let found =
        statement(sentence, name, body..sentence.len(), form, strict && !text.contains('的') && !stand_in)?;
    Some(Statement { alias: alias.or(found.alias.clone()), pronoun: stand_in, ..found })
}

/// Whether a text ends in a noun that names a kind of thing.
fn ends_in_kind(text: &str) -> bool {
    static KINDS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(include_str!("words/kinds.txt")).collect());
    KINDS.iter().any(|kind| text.ends_with(kind))
}

/// Whether what is said ends in "的" and a noun that names a kind of thing: "…的过程".
fn tells_kind(said: &str) -> bool {
    let said = said.trim_end_matches(['。', '.', '！']);
    let behind = said.rsplit('的').next().filter(|last| last.len() < said.len());
    behind.is_some_and(|last| last.chars().count() <= 8 && ends_in_kind(last))
}

/// "丝绸之路指从长安通往西域的商路": the place of a bare "指", where it is no part of "指出", "手指" or the like.
fn pointing(sentence: &str) -> Option<usize> {
    const NEAR: usize = 30;
    let at = sentence.find('指').filter(|at| 3 < *at && *at < NEAR)?;
    let (before, after) = (&sentence[..at], &sentence[at + '指'.len_utf8()..]);
    let part = before.ends_with(['手', '食', '戒', '拇', '所', '中', '股', '专', '特', '泛', '被'])
        || after.starts_with([
            '出', '导', '令', '数', '标', '定', '责', '向', '挥', '明', '示', '望', '甲', '针', '南', '教',
            '点', '派', '引', '控', '認', '认', '着',
        ]);
    let plain = !before.contains(['，', '。', '、', '的', '：']);
    (!part && plain && after.contains('的')).then_some(at)
}

/// "是一种", "是一門", "是一层": a measure word follows, and not an adverb ("是一直", "是一样").
fn is_counted(verb: &str) -> bool {
    let next = verb["是一".len()..].chars().next();
    next.is_some_and(|char| is_han(char) && !"样样直定旦起切致般些共向時时".contains(char))
}

/// "…称为X": the name stands behind the verb.
fn chinese_called(sentence: &str, at: usize, name: usize) -> Option<Statement> {
    let end = sentence[name..]
        .find(['，', '。', '、', '；', ',', '（', '('])
        .map_or(sentence.len(), |found| name + found);
    let short = sentence[name..end].chars().count() <= LONGEST_NAME;
    let found = short.then(|| statement(sentence, name..end, 0..at, Form::Called, false))??;
    let told = &sentence[found.body.clone()];
    let pronoun = ["这", "这个过程", "它"].contains(&told);
    if pronoun {
        return Some(Statement { pronoun, ..found });
    }
    // "把能量相近的轨道称为能级组": what is told is long enough to tell a thing apart, and the name stands alone.
    let opened = holds_any(told, &["把", "将", "將"]);
    let counted =
        ["一个", "一種", "一种", "一個"].iter().find(|count| sentence[name..end].starts_with(**count));
    let name = name + counted.map_or(0, |count| count.len());
    let plain = name < end && !sentence[name..end].contains('的') && !told.starts_with(['他', '她', '我']);
    if opened && plain && LEAST <= told.chars().count() {
        let opening = sentence[..at].rfind(['；', ';']).map_or(0, |mark| mark + 1);
        let opening = (opening..at).find(|&at| sentence.is_char_boundary(at)).unwrap_or(0);
        return statement(sentence, name..end, opening..end, Form::Called, true);
    }
    Some(found)
}

fn japanese(sentence: &str) -> Option<Statement> {
    const SAYS: [(&str, Form); 9] = [
        ("を指す", Form::RefersTo),
        ("を指します", Form::RefersTo),
        ("を意味する", Form::Means),
        ("を意味します", Form::Means),
        ("のこと", Form::RefersTo),
        ("の一種", Form::Copula),
        ("の総称", Form::Copula),
        ("という意味", Form::Means),
        ("をいう", Form::RefersTo),
    ];
    let said = sentence
        .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '。' | '.' | '」' | '*'));
    let core =
        ["でした", "であった", "である", "です", "だ"].iter().find_map(|ending| said.strip_suffix(ending));
    let ends = core.unwrap_or(said);
    if ["か", "ではない", "ではありません", "でしょう", "？", "?"].iter().any(|ending| said.ends_with(ending))
    {
        return None;
    }
    let says = SAYS.iter().find(|(ending, _)| ends.ends_with(ending)).map(|(_, form)| *form);
    let (topic, mark, form, strict) = if let Some(at) = sentence.find("とは") {
        (at, "とは", says.unwrap_or(Form::Copula), true)
    } else if let Some(found) = japanese_called(sentence) {
        return Some(found);
    } else {
        let at = topic_mark(sentence)?;
        // "鎖国（さこく）は、…政策。": the reading in brackets marks a name, and a noun ends what is said.
        let bracketed = sentence[..at].ends_with(['）', ')']);
        let noun =
            bracketed && ends.chars().next_back().is_some_and(is_han) && LEAST <= ends[at..].chars().count();
        let form = says.or((core.is_some() || noun).then_some(Form::Copula))?;
        let kind = core.is_some_and(|said| is_kind_of_thing(&said[at..]));
        (at, "は", form, says.is_some() || kind || bracketed)
    };
    let start = sentence[..topic].rfind(['、', '，']).map_or(0, |comma| comma + '、'.len_utf8());
    let name = start..topic;
    let text = &sentence[name.clone()];
    let stand_in = ["これ", "それ", "こちら"].contains(&text);
    let refers = ["この", "その", "あの", "これ", "それ", "私", "彼", "今日", "ここ", "何"]
        .iter()
        .any(|opening| text.starts_with(opening));
    let clause = holds_any(text, &["を", "が", "に", "から", "まで", "ので"]) && text.chars().any(is_han);
    if LONGEST_NAME < text.chars().count() || refers && !stand_in || clause {
        return None;
    }
    let found = statement(sentence, name, topic + mark.len()..sentence.len(), form, strict && !stand_in)?;
    Some(Statement { pronoun: stand_in, ..found })
}

/// Shorter texts name a thing without telling it apart.
const LEAST: usize = 8;

/// Whether what is said ends in a noun that names a kind of thing, told apart by words before it:
/// "化学反応を速めるタンパク質", "当事者の合意で成立する行為".
fn is_kind_of_thing(said: &str) -> bool {
    LEAST <= said.chars().count() && ends_in_kind(said)
}

/// The "は" that marks the topic: not part of "では", "には", "とは" or of a hiragana word.
fn topic_mark(sentence: &str) -> Option<usize> {
    sentence.match_indices('は').map(|(at, _)| at).find(|at| {
        let before = sentence[..*at].chars().next_back();
        before.is_some_and(|char| !matches!(char, 'で' | 'に' | 'と' | 'こ' | 'て' | '、'))
    })
}

/// "この現象を共鳴と呼ぶ。": the name stands between を and と.
fn japanese_called(sentence: &str) -> Option<Statement> {
    let at = ["と呼ぶ", "と呼ばれる", "と呼びます", "と呼ばれます", "と呼ばれている"]
        .iter()
        .find_map(|verb| sentence.find(verb))?;
    let particle = sentence[..at].rfind(['を', 'は'])?;
    let name = particle + 'を'.len_utf8()..at;
    let short = sentence[name.clone()].chars().count() <= LONGEST_NAME;
    let found = short.then(|| statement(sentence, name, 0..particle, Form::Called, false))??;
    let pronoun = ["これ", "それ"].contains(&&sentence[found.body.clone()]);
    Some(Statement { pronoun, ..found })
}

fn korean(sentence: &str) -> Option<Statement> {
    const SAYS: [(&str, Form); 6] = [
        ("말한다", Form::RefersTo),
        ("의미한다", Form::Means),
        ("뜻한다", Form::Means),
        ("가리킨다", Form::RefersTo),
        ("말합니다", Form::RefersTo),
        ("의미합니다", Form::Means),
    ];
    let said = sentence.trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '.' | '。'));
    let says = SAYS.iter().find(|(ending, _)| said.ends_with(ending)).map(|(_, form)| *form);
    let copula = ["이다", "입니다", "이며", "다"].iter().any(|ending| said.ends_with(ending));
    let mut end = 0;
    for word in sentence.split_inclusive(' ').take(4) {
        let written = word.trim_end_matches([' ', ',']);
        let stop = end + written.len();
        end += word.len();
        let cut = |particle: &str| {
            written.strip_suffix(particle).filter(|name| !name.is_empty()).map(|_| stop - particle.len())
        };
        let topic = cut("이란").or_else(|| cut("란"));
        let (name_end, strict) = match (topic, cut("은").or_else(|| cut("는"))) {
            (Some(at), _) => (at, true),
            (None, Some(at)) => (at, says.is_some()),
            (None, None) => continue,
        };
        let form = says.or(copula.then_some(Form::Copula))?;
        let name = &sentence[..name_end];
        let stand_in = ["이것", "그것", "이"].contains(&name);
        let refers = ["이 ", "그 ", "저 ", "나", "우리"].iter().any(|opening| name.starts_with(opening));
        let found = (!refers)
            .then(|| statement(sentence, 0..name_end, end..sentence.len(), form, strict && !stand_in))??;
        return Some(Statement { pronoun: stand_in, ..found });
    }
    None
}

/// "Las enzimas son proteínas que …", "Enzyme sind Proteine, die …": a plural without an article
/// behind the verb, told apart by a relative clause.
fn plural(sentence: &str) -> Option<Statement> {
    const LANGUAGES: [(&[&str], &str, &[&str]); 4] = [
        (&["Los ", "Las "], " son ", &[" que ", " cuyo ", " cuya "]),
        (&["Os ", "As "], " são ", &[" que "]),
        (&["I ", "Gli ", "Le "], " sono ", &[" che "]),
        (&[""], " sind ", &[", die ", ", deren ", ", welche "]),
    ];
    /// The relative clause begins within so many bytes behind the verb.
    const NEAR: usize = 60;
    let pronouns =
        ["Das", "Dies", "Diese", "Sie", "Es", "Wir", "Alle", "Viele", "Einige", "Manche", "Beide", "Hier"];
    // An article by its first letter, or the comma before a German relative clause: hardly a sentence has either.
    let opens = matches!(sentence.as_bytes().first(), Some(b'L' | b'O' | b'A' | b'I' | b'G'));
    if !opens && !sentence.as_bytes().contains(&b',') {
        return None;
    }
    LANGUAGES.iter().find_map(|(articles, verb, relatives)| {
        let article = articles.iter().find(|article| sentence.starts_with(**article))?;
        let end = place(sentence, verb)?;
        let name = sentence.get(article.len()..end)?;
        let behind = end + verb.len();
        let relative = relatives.iter().filter_map(|word| sentence[behind..].find(word)).min()?;
        let fits = (1..=4).contains(&name.split_whitespace().count())
            && !name.contains([',', ':', ';', '('])
            && name.starts_with(|char: char| char.is_lowercase() || article.is_empty())
            && !pronouns.contains(&name.split(' ').next().unwrap_or_default());
        let body = behind..sentence.len();
        (fits && relative < NEAR)
            .then(|| statement(sentence, article.len()..end, body, Form::Copula, true))?
    })
}

/// Past "In economics, " and the like.
fn behind_scene(sentence: &str) -> usize {
    const LONGEST_SCENE: usize = 40;
    let scene = ["In ", "En ", "Dans ", "Em "].iter().any(|opening| sentence.starts_with(opening));
    let comma = if scene { sentence.find(", ") } else { None };
    comma.filter(|comma| *comma < LONGEST_SCENE).map_or(0, |comma| comma + ", ".len())
}

/// "Unter einem Vertrag versteht man …", "On appelle fugue une …", "Se llama X a …", "By X we mean …".
pub(super) fn turned_round(sentence: &str) -> Option<Statement> {
    const FRAMES: [(&str, &[&str]); 18] = [
        ("We define ", &[" as ", " to be "]),
        ("we define ", &[" as ", " to be "]),
        ("By ", &[" we mean ", " is meant ", " one means ", " I mean ", " means ", " mean ", " meant "]),
        ("by ", &[" we mean ", " is meant "]),
        ("Llamamos ", &[" a ", " al "]),
        ("Por ", &[" se entiende ", " entendemos "]),
        ("Par ", &[" on entend ", " nous entendons "]),
        ("Unter ", &[" versteht man ", " verstehen wir "]),
        ("Als ", &[" bezeichnet man ", " bezeichnen wir "]),
        ("Под ", &[" понимают ", " понимается ", " подразумевают ", " понимаем "]),
        ("On appelle ", &[" un ", " une ", " le ", " la ", " les ", " l'", " l’", " tout ", " toute "]),
        ("On désigne par ", &[" un ", " une ", " le ", " la ", " les ", " l'", " l’"]),
        ("Se llama ", &[" a ", " al "]),
        ("Se denomina ", &[" a ", " al "]),
        ("Se entiende por ", &[" el ", " la ", " los ", " las ", " un ", " una ", " aquel ", " todo "]),
        ("Entende-se por ", &[" o ", " a ", " um ", " uma ", " todo "]),
        ("Chama-se ", &[" a ", " o ", " à ", " ao ", " um ", " uma "]),
        ("Si chiama ", &[" il ", " la ", " un ", " una ", " l'", " l’"]),
    ];
    let from = behind_scene(sentence);
    if !sentence.is_ascii()
        && let Some(found) = russian_called(sentence).or_else(|| that_is(sentence))
    {
        return Some(found);
    }
    let (opening, verbs) = FRAMES.iter().find(|(opening, _)| sentence[from..].starts_with(opening))?;
    let start = from + opening.len();
    let verb = verbs
        .iter()
        .filter_map(|verb| Some((start + place(&sentence[start..], verb)?, *verb)))
        .min_by_key(|found| found.0);
    let (found, verb) = verb?;
    let end = found;
    let name = sentence[start..end].trim_matches([' ', ',']);
    // "By “prima facie duty” Ross means …": who says so stands behind the name.
    let (name, end) = match set_off(name) {
        Some(length) => (&name[..length], start + length),
        None if [" means ", " mean ", " meant "].contains(&verb) => return None,
        None => (name, end),
    };
    let end = start + sentence[start..end].trim_end_matches([' ', ',']).len();
    let article = ["einem ", "einer ", "dem ", "der ", "den ", "die ", "das ", "a ", "an ", "the "]
        .iter()
        .find_map(|article| name.strip_prefix(article));
    let name = article.unwrap_or(name);
    let (name, end) = without_symbol(name, end);
    let fits = (1..=5).contains(&name.split_whitespace().count()) && !lexicon::class(name).is(Class::PRONOUN);
    // The article behind a French or Spanish name belongs to what is said.
    let is_article = verb.trim().len() <= 5 && !["a", "al", "as", "to be"].contains(&verb.trim());
    let said = if is_article { found } else { found + verb.len() };
    fits.then(|| statement(sentence, end - name.len()..end, said..sentence.len(), Form::DefinedAs, true))?
}

/// A name without the letter behind it by which formulas call it: "Leistung P", "Arbeit $W$".
fn without_symbol(name: &str, end: usize) -> (&str, usize) {
    let Some((bare, symbol)) = name.rsplit_once(' ') else { return (name, end) };
    let formula = symbol.starts_with('$') && symbol.ends_with('$');
    let letter = symbol.trim_matches(['*', '_']);
    let letter = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    if formula || letter { (bare, end - (name.len() - bare.len())) } else { (name, end) }
}

/// Words between a name and what it means, set off by commas or a bracket.
const THAT_IS: [&str; 5] = ["c'est-à-dire ", "c’est-à-dire ", "es decir, ", "isto é, ", "cioè "];

/// "L'homéostasie, c'est-à-dire le maintien de l'équilibre, dépend …".
fn that_is(sentence: &str) -> Option<Statement> {
    const LONGEST: usize = 60;
    const LONGEST_NAME: usize = 4;
    let (mark, said) = THAT_IS.iter().find_map(|words| {
        let at = sentence.find(words)?;
        let before = sentence[..at].strip_suffix([' ', '('])?.trim_end_matches(['(', ' ', ',']);
        (before.len() + 1 < at && before.len() <= LONGEST).then_some((before.len(), at + words.len()))
    })?;
    let before = &sentence[..mark];
    let articles = [
        "L'", "L’", "La ", "Le ", "Les ", "Un ", "Une ", "El ", "Los ", "Las ", "Una ", "O ", "A ", "Os ",
        "As ", "Il ",
    ];
    let article =
        articles.iter().find(|article| before.starts_with(**article)).map_or(0, |article| article.len());
    let name = &before[article..];
    let fits = (1..=LONGEST_NAME).contains(&name.split_whitespace().count())
        && !name.contains([',', ':', ';', '.', '('])
        && (0 < article || name.starts_with(['*', '_']));
    let closing = if sentence[mark..said].contains('(') { ')' } else { ',' };
    let end = sentence[said..].find(closing).map_or(sentence.len(), |length| said + length);
    fits.then(|| statement(sentence, article..mark, said..end, Form::Apposition, true))?
}

/// "Пределом последовательности называется число, …": the name stands in the instrumental.
fn russian_called(sentence: &str) -> Option<Statement> {
    const VERBS: [&str; 4] = [" называется ", " называются ", " называют ", " называем "];
    let (end, verb) = VERBS.iter().find_map(|verb| Some((sentence.find(verb)?, verb)))?;
    let name = &sentence[..end];
    let fits = (1..=4).contains(&name.split(' ').count()) && !name.contains([',', ':', '(']);
    (fits && nominative(name).is_some())
        .then(|| statement(sentence, 0..end, end + verb.len()..sentence.len(), Form::DefinedAs, true))?
}

/// A Russian name in the nominative, where it stands in the instrumental: an adjective or none, a noun, and what follows.
pub(crate) fn nominative(name: &str) -> Option<String> {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let noun = |word: &str| -> Option<String> {
        const ENDINGS: [(&str, &str); 9] = [
            ("ством", "ство"),
            ("телем", "тель"),
            ("ием", "ие"),
            ("ией", "ия"),
            ("цией", "ция"),
            ("ью", "ь"),
            ("ом", ""),
            ("кой", "ка"),
            ("гой", "га"),
        ];
        ENDINGS.iter().find_map(|(ending, own)| Some(format!("{}{own}", word.strip_suffix(ending)?)))
    };
    let adjective = |word: &str, named: &str| -> Option<String> {
        let feminine = named.ends_with(['а', 'я', 'ь']);
        let neuter = named.ends_with(['о', 'е']);
        let (stem, hard) = match word.strip_suffix("ой").or_else(|| word.strip_suffix("ым")) {
            Some(stem) => (stem, true),
            None => (word.strip_suffix("ей").or_else(|| word.strip_suffix("им"))?, false),
        };
        let soft = !hard && !stem.ends_with(['к', 'г', 'х']);
        let ending = match (feminine, neuter) {
            (true, _) => {
                if soft {
                    "яя"
                } else {
                    "ая"
                }
            }
            (_, true) => {
                if soft {
                    "ее"
                } else {
                    "ое"
                }
            }
            _ => {
                if hard {
                    "ый"
                } else {
                    "ий"
                }
            }
        };
        Some(format!("{stem}{ending}"))
    };
    let second = words.get(1).and_then(|second| noun(second));
    if let Some(second) = second
        && let Some(first) = adjective(&words[0], &second)
    {
        words[0] = first;
        words[1] = second;
        return Some(words.join(" "));
    }
    words[0] = noun(words.first()?)?;
    Some(words.join(" "))
}
