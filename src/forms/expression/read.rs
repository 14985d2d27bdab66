//! From the text of an expression to its tree.

use super::{Function, Node, Operator, Part, PatientPart, Scope};
use crate::domain::number::Decimal;
use crate::forms::answers::{self, Answer};

/// Brackets in brackets, and parts with all variables put in.
const DEPTH_MAX: usize = 40;
const SIZE_MAX: usize = 2_000;
/// Letters of one expression.
const TEXT_MAX: usize = 4_000;

pub(super) fn expression(text: &str, own: &str, scope: &Scope) -> Result<Node, String> {
    if text.len() > TEXT_MAX {
        return Err(shortened(text));
    }
    let mut reader = Reader {
        tokens: tokens(text, scope)?,
        at: 0,
        depth: 0,
        put_in: 0,
        own,
        scope,
    };
    let node = reader.operators(0)?;
    match reader.tokens.get(reader.at) {
        Some(token) => Err(token.word()),
        None if node.size() > SIZE_MAX => Err(shortened(text)),
        None => Ok(node),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    /// `%name`
    Outside(String),
    Value(Answer),
    Sign(&'static str),
}

impl Token {
    /// For the author of the form.
    fn word(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Outside(name) => format!("%{name}"),
            Self::Value(Answer::Text(text)) => format!("'{}'", shortened(text)),
            Self::Value(answer) => answer.encode(),
            Self::Sign(sign) => (*sign).to_owned(),
        }
    }
}

const SIGNS: [&str; 18] = [
    "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "&", "(", ")", "{", "}", ".", ",", "$",
];

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn tokens(text: &str, scope: &Scope) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken;
        if first == '\'' || first == '`' {
            let (inner, length) = quoted(rest, first).ok_or_else(|| shortened(rest))?;
            found.push(if first == '`' {
                Token::Name(inner)
            } else {
                Token::Value(Answer::Text(inner))
            });
            taken = length;
        } else if let Some(after) = rest.strip_prefix('%') {
            let (name, length) = outside(after, scope).ok_or_else(|| shortened(rest))?;
            found.push(Token::Outside(name));
            taken = length + 1;
        } else if let Some(after) = rest.strip_prefix('@') {
            let length = after
                .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | ':' | 'T')))
                .unwrap_or(after.len());
            let word = after.get(..length).unwrap_or_default();
            let value = match word.strip_prefix('T') {
                Some(clock) => answers::time(clock).map(Answer::Time),
                None => word.parse().ok().map(Answer::Date),
            };
            let value = value.filter(|v| !v.is_blank());
            found.push(Token::Value(value.ok_or_else(|| shortened(rest))?));
            taken = length + 1;
        } else if first.is_ascii_digit() {
            let digits = |from: usize| {
                let text = rest.get(from..).unwrap_or_default();
                from + text
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(text.len())
            };
            let whole = digits(0);
            // A point without a digit behind it begins a function.
            let length = match rest.get(whole..).and_then(|r| r.strip_prefix('.')) {
                Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => digits(whole + 1),
                Some(_) | None => whole,
            };
            let word = rest.get(..length).unwrap_or_default();
            let number = Decimal::parse(word).map_err(|_unread| shortened(rest))?;
            found.push(Token::Value(Answer::Number(number)));
            taken = length;
        } else if is_name(first) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            found.push(Token::Name(
                rest.get(..length).unwrap_or_default().to_owned(),
            ));
            taken = length;
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or_else(|| shortened(rest))?;
            found.push(Token::Sign(sign));
            taken = sign.len();
        }
        rest = rest.get(taken..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

/// The words between two quotes, and how many bytes they take with them.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut inner = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        match c {
            c if c == quote => return Some((inner, at + 1)),
            '\\' => inner.push(match letters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                c @ ('\'' | '"' | '`' | '\\' | '/') => c,
                _ => return None,
            }),
            c => inner.push(c),
        }
    }
    None
}

/// A name behind `%`. Declared variables come first: some forms have a hyphen in theirs, which is a minus otherwise.
fn outside(after: &str, scope: &Scope) -> Option<(String, usize)> {
    if let Some(quote @ ('\'' | '`')) = after.chars().next() {
        return quoted(after, quote);
    }
    let ends = |length: usize| !after.get(length..).unwrap_or_default().starts_with(is_name);
    let declared = scope
        .variables
        .iter()
        .map(|(name, _)| name.as_str())
        .chain(scope.patient.iter().map(String::as_str))
        .filter(|name| after.starts_with(name) && ends(name.len()))
        .max_by_key(|name| name.len());
    if let Some(name) = declared {
        return Some((name.to_owned(), name.len()));
    }
    let length = after.find(|c| !is_name(c)).unwrap_or(after.len());
    (length > 0).then(|| (after.get(..length).unwrap_or_default().to_owned(), length))
}

/// What stands left of a point while a path is read.
enum Path {
    /// `%resource`, all items below it, or the items in one item: `None` is the form itself.
    Resource,
    Everything,
    Inside(Option<String>),
    Item(String),
    Answer(String),
    Patient,
    Name,
    Telecom,
    Value(Node),
}

struct Reader<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// Size of all variables that were put in.
    put_in: usize,
    own: &'a str,
    scope: &'a Scope,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    /// Operators that bind at least as tightly as `level`, by the precedence of FHIRPath.
    fn operators(&mut self, level: u8) -> Read<Node> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err("(((".to_owned());
        }
        let mut left = self.signed()?;
        while let Some((operator, binds, turned)) = self.peek().and_then(operator) {
            if binds < level {
                break;
            }
            self.at += 1;
            let right = self.operators(binds + 1)?;
            left = if turned {
                Node::Pair(operator, Box::new(right), Box::new(left))
            } else {
                Node::Pair(operator, Box::new(left), Box::new(right))
            };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn signed(&mut self) -> Read<Node> {
        if self.take("-") {
            return Ok(Node::Minus(Box::new(self.path()?)));
        }
        self.take("+");
        self.path()
    }

    fn path(&mut self) -> Read<Node> {
        let mut path = self.beginning()?;
        while self.take(".") {
            let name = self.name()?;
            path = if self.take("(") {
                self.call(path, &name)?
            } else {
                self.member(path, &name)?
            };
        }
        match path {
            Path::Value(node) => Ok(node),
            // A path that ends before a value.
            _ => Err(self
                .tokens
                .get(self.at.saturating_sub(1))
                .map_or_else(String::new, Token::word)),
        }
    }

    fn beginning(&mut self) -> Read<Path> {
        let token = self.next()?;
        Ok(match token {
            Token::Value(answer) => Path::Value(Node::Value(answer)),
            Token::Sign("(") => {
                let inner = self.operators(0)?;
                self.must(")")?;
                Path::Value(inner)
            }
            Token::Sign("{") => {
                self.must("}")?;
                Path::Value(Node::Nothing)
            }
            Token::Name(name) if name == "true" || name == "false" => {
                Path::Value(Node::Value(Answer::Bool(name == "true")))
            }
            Token::Name(name) if name == "today" => {
                self.must("(")?;
                self.must(")")?;
                Path::Value(Node::Today)
            }
            Token::Name(name) if name == "iif" => {
                self.must("(")?;
                Path::Value(self.iif()?)
            }
            Token::Outside(name) => self.outside(&name)?,
            other => return Err(other.word()),
        })
    }

    fn outside(&mut self, name: &str) -> Read<Path> {
        let variable = self
            .scope
            .variables
            .iter()
            .rev()
            .find(|(known, _)| known == name);
        Ok(match (variable, name) {
            (Some((_, Some(read))), _) => {
                self.put_in += read.node.size();
                if self.put_in > SIZE_MAX {
                    return Err(format!("%{name}"));
                }
                Path::Value(read.node.clone())
            }
            (Some((_, None)), _) => return Err(format!("%{name}")),
            (None, "resource") => Path::Resource,
            (None, "context") => Path::Item(self.own.to_owned()),
            (None, name) if self.scope.patient.contains(name) => Path::Patient,
            (None, name) => return Err(format!("%{name}")),
        })
    }

    fn iif(&mut self) -> Read<Node> {
        let condition = self.operators(0)?;
        self.must(",")?;
        let then = self.operators(0)?;
        let otherwise = if self.take(",") {
            self.operators(0)?
        } else {
            Node::Nothing
        };
        self.must(")")?;
        Ok(Node::Iif(
            Box::new(condition),
            Box::new(then),
            Box::new(otherwise),
        ))
    }

    fn member(&self, path: Path, name: &str) -> Read<Path> {
        let part = |part| match path {
            Path::Value(ref node) => Some(Path::Value(Node::Part(part, Box::new(node.clone())))),
            _ => None,
        };
        let patient = |part| Some(Path::Value(Node::Patient(part)));
        let found = match (&path, name) {
            (Path::Resource, "item") => Some(Path::Inside(None)),
            (Path::Item(id), "item") => Some(Path::Inside(Some(id.clone()))),
            (Path::Item(id), "linkId") => Some(Path::Value(Node::Value(Answer::Text(id.clone())))),
            (Path::Item(id), "answer") => Some(Path::Answer(id.clone())),
            (Path::Answer(id), "value") => Some(Path::Value(Node::Answers(id.clone()))),
            (Path::Patient, "name") => Some(Path::Name),
            (Path::Patient, "telecom") => Some(Path::Telecom),
            (Path::Patient, "gender") => patient(PatientPart::Gender),
            (Path::Patient, "birthDate") => patient(PatientPart::BirthDate),
            (Path::Name, "given") => patient(PatientPart::Given),
            (Path::Name, "family") => patient(PatientPart::Family),
            (Path::Telecom, "value") => patient(PatientPart::Phone),
            (Path::Value(_), "system") => part(Part::System),
            (Path::Value(_), "code") => part(Part::Code),
            (Path::Value(_), "display") => part(Part::Display),
            (Path::Value(_), "value") => part(Part::Value),
            (Path::Value(_), "unit") => part(Part::Unit),
            _ => None,
        };
        found.ok_or_else(|| format!(".{name}"))
    }

    /// `name(` was read.
    fn call(&mut self, path: Path, name: &str) -> Read<Path> {
        let path = match (path, name) {
            (Path::Resource, "descendants") => {
                self.must(")")?;
                return Ok(Path::Everything);
            }
            (Path::Resource, "repeat") => {
                if self.name()? != "item" {
                    return Err("repeat".to_owned());
                }
                self.must(")")?;
                return Ok(Path::Everything);
            }
            (Path::Everything, "where") => return Ok(Path::Item(self.chosen(|_| true)?)),
            (Path::Inside(parent), "where") => {
                return Ok(Path::Item(self.chosen(|around| around == parent.as_ref())?));
            }
            // Whether there is an answer at all.
            (Path::Answer(id), "exists" | "empty" | "count") => Path::Value(Node::Answers(id)),
            (path, _) => path,
        };
        let Path::Value(focus) = path else {
            return Err(format!(".{name}()"));
        };
        let (function, wanted) = match name {
            "exists" | "hasValue" => (Function::Exists, 0),
            "empty" => (Function::Empty, 0),
            "not" => (Function::Not, 0),
            "count" => (Function::Count, 0),
            "sum" => (Function::Sum, 0),
            "first" => (Function::First, 0),
            "last" => (Function::Last, 0),
            "lower" => (Function::Lower, 0),
            "upper" => (Function::Upper, 0),
            "length" => (Function::Length, 0),
            "abs" => (Function::Abs, 0),
            "round" => (Function::Round, 1),
            "contains" => (Function::Contains, 1),
            "startsWith" => (Function::StartsWith, 1),
            "endsWith" => (Function::EndsWith, 1),
            _ => return Err(format!(".{name}()")),
        };
        let mut args = Vec::new();
        if !self.take(")") {
            args.push(self.operators(0)?);
            self.must(")")?;
        }
        let is_plain_round = function == Function::Round && args.is_empty();
        if args.len() != wanted && !is_plain_round {
            return Err(format!(".{name}()"));
        }
        Ok(Path::Value(Node::Call(function, Box::new(focus), args)))
    }

    /// `where(` was read: the link id in `linkId = '…')`, of an item that stands where the path looks.
    fn chosen(&mut self, stands: impl Fn(Option<&String>) -> bool) -> Read<String> {
        if self.name()? != "linkId" {
            return Err("where".to_owned());
        }
        self.must("=")?;
        let token = self.next()?;
        let Token::Value(Answer::Text(link_id)) = &token else {
            return Err(token.word());
        };
        self.must(")")?;
        match self.scope.outline.get(link_id) {
            Some(around) if stands(around.as_ref()) => Ok(link_id.clone()),
            _ => Err(token.word()),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Read<Token> {
        let token = self.peek().cloned().ok_or_else(|| "…".to_owned())?;
        self.at += 1;
        Ok(token)
    }

    fn name(&mut self) -> Read<String> {
        match self.next()? {
            Token::Name(name) => Ok(name),
            other => Err(other.word()),
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn must(&mut self, sign: &str) -> Read<()> {
        if self.take(sign) {
            return Ok(());
        }
        Err(self.next()?.word())
    }
}

/// An operator between two sides, how tightly it binds, and whether its sides are turned round.
fn operator(token: &Token) -> Option<(Operator, u8, bool)> {
    let word = match token {
        Token::Sign(sign) => *sign,
        Token::Name(name) => name.as_str(),
        Token::Outside(_) | Token::Value(_) => return None,
    };
    Some(match word {
        "*" => (Operator::Times, 9, false),
        "/" => (Operator::Divide, 9, false),
        "div" => (Operator::Whole, 9, false),
        "mod" => (Operator::Rest, 9, false),
        "+" => (Operator::Plus, 8, false),
        "-" => (Operator::Minus, 8, false),
        "&" => (Operator::Join, 8, false),
        "<" => (Operator::Less, 6, false),
        "<=" => (Operator::LessOrEqual, 6, false),
        ">" => (Operator::Greater, 6, false),
        ">=" => (Operator::GreaterOrEqual, 6, false),
        "=" => (Operator::Equal, 5, false),
        "!=" => (Operator::NotEqual, 5, false),
        "in" => (Operator::In, 4, false),
        "contains" => (Operator::In, 4, true),
        "and" => (Operator::And, 3, false),
        "or" => (Operator::Or, 2, false),
        "xor" => (Operator::Xor, 2, false),
        "implies" => (Operator::Implies, 1, false),
        _ => return None,
    })
}
