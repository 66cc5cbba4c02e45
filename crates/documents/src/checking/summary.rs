//! What was found in many files: by rule, by organ.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gongkai_rules::reporting::exchange::Severity;

use super::{Checked, is_unjudged, rule_number};
use crate::reading::Extent;

/// Counts over all files of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files.
    pub files: usize,
    /// Read wholly, in part, not at all.
    pub read: [usize; 3],
    /// Errors, warnings, hints.
    pub findings: [usize; 3],
    by_rule: BTreeMap<String, (Severity, usize, usize)>,
    organs: Vec<(String, i16, usize, usize)>,
}

impl Summary {
    /// Counts the answer for one more file.
    pub fn add(&mut self, one: &Checked) {
        self.files += 1;
        let [whole, part, no] = &mut self.read;
        *match one.read {
            Extent::Whole => whole,
            Extent::Part => part,
            Extent::No => no,
        } += 1;
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for finding in one.findings().iter().filter(|finding| !is_unjudged(finding)) {
            let [errors, warnings, hints] = &mut self.findings;
            *match finding.severity {
                Severity::Error => errors,
                Severity::Warn => warnings,
                Severity::Hint => hints,
            } += 1;
            let entry = self.by_rule.entry(finding.rule.clone()).or_insert((finding.severity, 0, 0));
            entry.0 = entry.0.max(finding.severity);
            entry.1 += 1;
            entry.2 += usize::from(seen.insert(&finding.rule));
        }
        if let Some(report) = &one.report {
            let counts = (one.count(Severity::Error), one.count(Severity::Warn));
            self.organs.push((report.organ.clone(), report.year, counts.0, counts.1));
        }
    }

    /// Rule, severity of its gravest finding, findings, files; gravest and most frequent first.
    pub fn rules(&self) -> Vec<(&str, Severity, usize, usize)> {
        let rules = self.by_rule.iter().map(|(rule, (severity, all, files))| (rule.as_str(), *severity, *all, *files));
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by_key(|(rule, severity, all, _)| (Reverse(*severity), Reverse(*all), rule_number(rule)));
        rules
    }

    /// Organ, year, errors, warnings of the reports with any; those with most errors first.
    pub fn organs(&self) -> Vec<(&str, i16, usize, usize)> {
        let with = self.organs.iter().filter(|(_, _, errors, warnings)| errors + warnings > 0);
        let mut organs: Vec<_> = with.map(|(organ, year, e, w)| (organ.as_str(), *year, *e, *w)).collect();
        organs.sort_by_key(|(_, _, errors, warnings)| (Reverse(*errors), Reverse(*warnings)));
        organs
    }
}

/// Counts the answers for several files.
pub fn summary(checked: &[Checked]) -> Summary {
    let mut summary = Summary::default();
    checked.iter().for_each(|one| summary.add(one));
    summary
}
