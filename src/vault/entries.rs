//! Projection of entries: one row each, whatever their kind.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{VaultError, signers};
use crate::domain::card::SignatureState;
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, FacilityId, PatientId, UserId};
use crate::record::shape::{self, Object};
use crate::record::{Entry, open_signed};

/// An entry as a row.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    pub doc: DocId,
    pub n: i64,
    pub kind: Kind,
    pub patient: Option<PatientId>,
    pub target: Option<DocId>,
    pub amends: Option<DocId>,
    pub author: Option<UserId>,
    pub role: String,
    pub device: DeviceId,
    pub facility: FacilityId,
    pub care_at: i64,
    pub entered_at: i64,
    pub doubtful: bool,
    pub version: i64,
    pub signature: SignatureState,
    pub content: Object,
}

impl EntryRow {
    /// Whether the entry may change how others are read: one whose signature does not fit its author's key is shown and does nothing.
    pub fn acts(&self) -> bool {
        self.signature != SignatureState::Invalid
    }
}

/// Writes the row of an entry. An entry that cannot be read is left to the log; the caller counts it.
pub fn project(conn: &Connection, n: i64, chunk: &Chunk) -> Result<Option<Entry>, VaultError> {
    let Ok((entry, signed)) = open_signed(&chunk.bytes) else {
        return Ok(None);
    };
    let head = &entry.head;
    let patient = match head.unit {
        Unit::Patient(patient) => Some(patient),
        Unit::Facility(_) | Unit::Device(_) => None,
    };
    let named = |field: &str| {
        entry
            .json()
            .get(field)
            .and_then(|v| v.as_str())
            .and_then(DocId::parse)
    };
    let target = named("target").or_else(|| named("second"));
    conn.prepare_cached(
        "INSERT OR REPLACE INTO entry (doc, n, kind, unit, patient, target, amends, author, role, device, facility, care_at,
           entered_at, doubtful, version, signature, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(params![
        head.id.0,
        n,
        head.kind.0,
        head.unit.to_bytes(),
        patient.map(|p| p.0),
        target.map(|t| t.0),
        head.amends.map(|a| a.0),
        head.by.map(|b| b.0),
        head.role,
        head.device.0,
        head.facility.0,
        head.care_at,
        head.entered_at,
        head.clock_doubtful,
        entry.version,
        state_number(signers::judge_signed(conn, signed)?),
        shape::canonical(entry.json()),
    ])?;
    Ok(Some(entry))
}

/// All entries of these kinds about one patient, oldest care first.
pub fn of_patient(conn: &Connection, patient: PatientId) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE patient = ?1 ORDER BY care_at, doc");
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map([patient.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// As [`of_patient`], of these kinds only.
pub fn of_patient_kinds(
    conn: &Connection,
    patient: PatientId,
    kinds: &[Kind],
) -> Result<Vec<EntryRow>, VaultError> {
    // Named, because the order by time would tempt SQLite to walk through everybody's entries of the kind.
    let sql = format!(
        "SELECT {COLUMNS} FROM entry INDEXED BY entry_patient WHERE patient = ?1 AND kind = ?2 ORDER BY care_at, doc"
    );
    let mut find = conn.prepare_cached(&sql)?;
    let mut all = Vec::new();
    for kind in kinds {
        for row in find.query_map(params![patient.0, kind.0], read)? {
            all.push(row?);
        }
    }
    Ok(all)
}

/// Orders given at the point that have not ended at `now`, by the partial index of migration 3: the words of the condition and of
/// the end are the index's own, else SQLite walks through the whole table.
pub fn courses(conn: &Connection, now: i64) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entry INDEXED BY entry_course
         WHERE kind = 17
           AND coalesce(json_extract(content, '$.given_here'), json_extract(content, '$.route')
             IN ('intramuscular', 'intravenous', 'intraosseous', 'infiltration')) = 1
           AND care_at + coalesce(nullif(max(json_extract(content, '$.days'), 0), 0) + 1, 90) * 86400 >= ?1
         ORDER BY doc"
    );
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map([now], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries of one kind whose time of care lies in `from..until`, oldest first.
pub fn of_kind(
    conn: &Connection,
    kind: Kind,
    from: i64,
    until: i64,
) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entry WHERE kind = ?1 AND care_at >= ?2 AND care_at < ?3 ORDER BY care_at, doc"
    );
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map(params![kind.0, from, until], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest entries of one kind by one author since `from` (UTC seconds) that nobody marked as entered in error, newest first.
pub fn newest_by(
    conn: &Connection,
    kind: Kind,
    author: UserId,
    from: i64,
    limit: u32,
) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM entry INDEXED BY entry_kind
         WHERE kind = ?1 AND care_at >= ?3 AND author = ?2
           AND doc NOT IN (SELECT target FROM entry INDEXED BY entry_target WHERE target IS NOT NULL AND kind = ?4)
         ORDER BY care_at DESC, doc LIMIT ?5"
    );
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map(
        params![kind.0, author.0, from, Kind::ENTERED_IN_ERROR.0, limit],
        read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries of one kind in the order in which they came here.
pub fn in_order(conn: &Connection, kind: Kind) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE kind = ?1 ORDER BY n");
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map([kind.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries that name this document as their target.
pub fn naming(conn: &Connection, target: DocId) -> Result<Vec<EntryRow>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE target = ?1 ORDER BY n");
    let mut find = conn.prepare_cached(&sql)?;
    let rows = find.query_map([target.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn one(conn: &Connection, doc: DocId) -> Result<Option<EntryRow>, VaultError> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE doc = ?1");
    let mut find = conn.prepare_cached(&sql)?;
    Ok(find.query_row([doc.0], read).optional()?)
}

/// Links that name this card on either side.
pub fn links(conn: &Connection) -> Result<Vec<EntryRow>, VaultError> {
    of_kind(conn, Kind::LINK, i64::MIN, i64::MAX)
}

const COLUMNS: &str = "doc, n, kind, patient, target, amends, author, role, device, facility, care_at, entered_at, doubtful, version, signature, content";

fn read(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    let doc = |i: usize| -> rusqlite::Result<Option<DocId>> {
        Ok(row.get::<_, Option<[u8; 16]>>(i)?.map(DocId))
    };
    let content: String = row.get(15)?;
    Ok(EntryRow {
        doc: DocId(row.get(0)?),
        n: row.get(1)?,
        kind: Kind(row.get(2)?),
        patient: doc(3)?,
        target: doc(4)?,
        amends: doc(5)?,
        author: row.get::<_, Option<[u8; 16]>>(6)?.map(UserId),
        role: row.get(7)?,
        device: DeviceId(row.get(8)?),
        facility: FacilityId(row.get(9)?),
        care_at: row.get(10)?,
        entered_at: row.get(11)?,
        doubtful: row.get(12)?,
        version: row.get(13)?,
        signature: state_of(row.get(14)?),
        content: shape::parse(&content).unwrap_or_default(),
    })
}

pub(super) fn state_of(number: i64) -> SignatureState {
    match number {
        1 => SignatureState::Valid,
        2 => SignatureState::Invalid,
        _ => SignatureState::UnknownAuthor,
    }
}

pub(super) fn state_number(state: SignatureState) -> i64 {
    match state {
        SignatureState::UnknownAuthor => 0,
        SignatureState::Valid => 1,
        SignatureState::Invalid => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::visit::Prescription;
    use crate::vault::file::{self, Mode};
    use crate::vault::migrate::{MIGRATIONS, migrate};
    use crate::vault::secret::DataKey;

    fn put(conn: &Connection, n: u8, kind: u16, care_at: i64, content: &str) {
        conn.execute(
            "INSERT INTO entry (doc, n, kind, unit, patient, role, device, facility, care_at, entered_at, doubtful, version, signature, content)
             VALUES (?1, ?2, ?3, x'00', ?4, 'doctor', ?4, ?4, ?5, ?5, 0, 1, 1, ?6)",
            params![[n; 16], n, kind, [1_u8; 16], care_at, content],
        )
        .unwrap();
    }

    /// A vault of the first migration, as the program before wrote it.
    #[test]
    fn running_orders_of_an_older_vault_are_found_by_the_new_index() {
        const DAY: i64 = 86_400;
        let dir = tempfile::tempdir().unwrap();
        let conn = file::open(
            &dir.path().join("v.db"),
            &DataKey::from_bytes(&[1; 32]),
            Mode::Create,
        )
        .unwrap();
        migrate(&conn, &MIGRATIONS[..1], &mut |_| Ok(())).unwrap();
        put(&conn, 1, 17, 0, r#"{"days":5,"route":"intramuscular"}"#);
        put(&conn, 2, 17, 0, r#"{"days":5,"route":"oral"}"#);
        put(
            &conn,
            3,
            17,
            0,
            r#"{"days":5,"given_here":true,"route":"oral"}"#,
        );
        put(
            &conn,
            4,
            17,
            0,
            r#"{"given_here":false,"route":"intravenous"}"#,
        );
        put(&conn, 5, 17, 0, r#"{"route":"intravenous"}"#);
        // Another kind, and what no program of ours writes.
        put(&conn, 6, 18, 0, r#"{"route":"intravenous"}"#);
        put(&conn, 7, 17, 0, r#"{"days":-3,"route":"intravenous"}"#);
        put(&conn, 8, 17, 0, r#"{"days":"many","route":"intravenous"}"#);
        let backups = &mut 0;
        migrate(&conn, MIGRATIONS, &mut |_| {
            *backups += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(*backups, 1);
        let found = |now| {
            let rows = courses(&conn, now).unwrap();
            rows.iter().map(|row| row.n).collect::<Vec<_>>()
        };
        assert_eq!(found(0), [1, 3, 5, 7, 8]);
        assert_eq!(found(6 * DAY), [1, 3, 5, 7]);
        assert_eq!(found(6 * DAY + 1), [5, 7]);
        assert_eq!(found(90 * DAY + 1), [0; 0]);
    }

    /// What the lists of the house read of a vault that was written before they were there.
    #[test]
    fn plans_of_an_older_vault_are_read_as_those_of_a_new_one() {
        let dir = tempfile::tempdir().unwrap();
        let open = |name: &str| {
            let key = DataKey::from_bytes(&[1; 32]);
            file::open(&dir.path().join(name), &key, Mode::Create).unwrap()
        };
        let fill = |conn: &Connection| {
            for (n, kind, content) in [
                (
                    1,
                    16,
                    r#"{"diagnoses":[{"code":"I10","title":"…"},{"code":"E11.9"}]}"#,
                ),
                (2, 16, "{}"),
                // What no program of ours writes.
                (3, 16, r#"{"diagnoses":"I10"}"#),
                (4, 16, r#"{"diagnoses":[{"code":null},7,{"code":5}]}"#),
                (
                    5,
                    24,
                    r#"{"date":"2026-09-01","item":"kz-breast","status":"done"}"#,
                ),
                (
                    6,
                    21,
                    r#"{"reason":"mistake","target":"05050505050505050505050505050505"}"#,
                ),
                (7, 25, r#"{"lmp":"2026-09-01"}"#),
                (8, 17, r#"{"days":5}"#),
            ] {
                put(conn, n, kind, 0, content);
            }
            // Of other kinds only a correction is of interest.
            conn.execute("UPDATE entry SET amends = x'01' WHERE kind = 17", [])
                .unwrap();
            put(conn, 9, 18, 0, "{}");
        };
        let said = |conn: &Connection| {
            let mut all = conn
                .prepare("SELECT doc, kind, amends, says, signature FROM plan_entry ORDER BY doc")
                .unwrap();
            let rows = all.query_map([], |row| {
                Ok((
                    row.get::<_, Vec<u8>>(0)?[0],
                    row.get::<_, u16>(1)?,
                    row.get::<_, Option<Vec<u8>>>(2)?.is_some(),
                    row.get::<_, String>(3)?,
                    row.get::<_, i64>(4)?,
                ))
            });
            rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
        };
        let old = open("old.db");
        migrate(&old, &MIGRATIONS[..3], &mut |_| Ok(())).unwrap();
        fill(&old);
        migrate(&old, MIGRATIONS, &mut |_| Ok(())).unwrap();
        let new = open("new.db");
        migrate(&new, MIGRATIONS, &mut |_| Ok(())).unwrap();
        fill(&new);
        // The correction was set by hand after its row was written; the older vault knew it before.
        let rows = said(&old);
        assert_eq!(rows[7], (8, 17, true, "{}".to_owned(), 1));
        assert_eq!(rows[..7], said(&new)[..]);
        assert_eq!(rows[0].3, r#"["I10","E11.9"]"#);
        assert_eq!((rows[1].3.as_str(), rows[2].3.as_str()), ("[]", "[null]"));
        assert_eq!(rows[3].3, "[null,null,5]");
        // A signature that is judged later is judged in both tables.
        for conn in [&old, &new] {
            conn.execute("UPDATE entry SET signature = 2 WHERE kind = 16", [])
                .unwrap();
            assert_eq!(said(conn).iter().filter(|row| row.4 == 2).count(), 4);
        }
    }

    #[test]
    fn the_index_names_the_routes_that_the_domain_names() {
        let sql = MIGRATIONS[2].sql;
        for route in Prescription::ROUTES_HERE {
            assert!(sql.contains(&format!("'{route}'")), "{route}");
        }
        assert_eq!(
            sql.matches("intra").count() + 1,
            Prescription::ROUTES_HERE.len()
        );
        assert!(sql.contains(&format!("{}) * 86400", Prescription::OPEN_ENDED_DAYS)));
    }
}
