//! Widths of the columns of a table: by their shares, and where a word would be broken, at the cost of those that have room.

use super::{
    paper::{Rich, Table},
    text::widest_word_mm,
};

/// Millimetres of each column; together `whole_mm`. `pad_mm` is what stands empty in each. Where the widest words do not
/// fit side by side, the shares hold.
pub(super) fn widths_mm(
    table: &Table,
    whole_mm: f32,
    size_pt: f32,
    title_pt: f32,
    pad_mm: f32,
) -> Vec<f32> {
    let shares: f32 = table.columns.iter().map(|column| column.share).sum();
    let by_share = |share: f32| whole_mm * share / shares.max(f32::MIN_POSITIVE);
    let columns: Vec<(f32, f32)> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let title = widest_word_mm(&Rich::bold(&column.title), title_pt);
            let widest = cells
                .map(|cell| widest_word_mm(cell, size_pt))
                .fold(title, f32::max);
            (by_share(column.share), widest + pad_mm)
        })
        .collect();
    let wanting: f32 = columns
        .iter()
        .map(|(has, needs)| (needs - has).max(0.0))
        .sum();
    let spare: f32 = columns
        .iter()
        .map(|(has, needs)| (has - needs).max(0.0))
        .sum();
    if wanting > spare {
        return columns.iter().map(|(has, _)| *has).collect();
    }
    let given = if spare > 0.0 { wanting / spare } else { 0.0 };
    columns
        .iter()
        .map(|(has, needs)| {
            if needs > has {
                *needs
            } else {
                has - (has - needs) * given
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::paper::Column;

    fn table(columns: &[(&str, f32)], row: &[&str]) -> Table {
        Table {
            columns: columns
                .iter()
                .map(|(title, share)| Column {
                    title: (*title).into(),
                    share: *share,
                })
                .collect(),
            rows: vec![row.iter().map(|text| Rich::plain(*text)).collect()],
        }
    }

    #[test]
    fn shares_hold_where_every_word_fits() {
        let table = table(&[("a", 1.0), ("b", 3.0)], &["x", "y"]);
        assert_eq!(widths_mm(&table, 100.0, 9.0, 8.0, 2.8), [25.0, 75.0]);
    }

    #[test]
    fn a_long_word_takes_room_from_who_has_it_and_the_whole_stays() {
        let row = ["yozilmagan", "ha"];
        let table = table(&[("a", 1.0), ("b", 9.0)], &row);
        let widths = widths_mm(&table, 100.0, 9.0, 8.0, 2.8);
        let word_mm = widest_word_mm(&Rich::plain(row[0]), 9.0);
        let [narrow, wide] = widths[..] else { panic!() };
        assert!((narrow - word_mm - 2.8).abs() < 0.01, "{widths:?}");
        assert!((narrow + wide - 100.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn shares_hold_where_the_words_cannot_all_fit() {
        let table = table(&[("a", 1.0), ("b", 3.0)], &["иммунизация", "иммунизация"]);
        assert_eq!(widths_mm(&table, 10.0, 9.0, 8.0, 2.8), [2.5, 7.5]);
    }
}
