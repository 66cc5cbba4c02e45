//! Tables without ruling lines: lines whose words stand in columns. What is found so is marked as inferred.

use super::sheet::Sheet;

/// Makes tables of lines that stand in columns.
pub(super) fn find(_sheet: &mut Sheet) {}
