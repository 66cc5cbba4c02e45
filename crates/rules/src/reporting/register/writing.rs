//! From a row back to the cells of its columns.

use super::super::counting::RemedyResult;
use super::super::form::{Column, Row};
use super::cells::{CHANNELS, RESULTS, SUITS};
use super::heads::Head;
use super::reading::RawCell;
use super::{RegisterRow, Remedy};
use crate::outcomes::Channel;

impl RegisterRow {
    /// The cell of a column, as it is written into a register.
    pub fn cell(&self, head: Head) -> RawCell {
        let text = |text: Option<&str>| text.map_or(RawCell::Empty, |text| RawCell::Text(text.to_owned()));
        let date = |date: Option<_>| date.map_or(RawCell::Empty, RawCell::Date);
        let suit = self.suit.as_ref().map(|suit| &suit.remedy);
        let reconsideration = self.reconsideration.as_ref();
        match head {
            Head::Number => text(self.number.as_deref()),
            Head::ReceivedOn => RawCell::Date(self.received_on),
            Head::Channel => text(self.channel.map(channel)),
            Head::ApplicantKind => text(Some(Column::of(self.applicant_kind).label())),
            Head::Applicant => text(self.applicant.as_deref()),
            Head::IdentityNumber => text(self.identity_number.as_deref()),
            Head::Phone => text(self.phone.as_deref()),
            Head::Content => text(Some(&self.content)),
            Head::ClarificationAskedOn => date(self.clarification_asked_on),
            Head::ClarificationReceivedOn => date(self.clarification_received_on),
            Head::ConsultationSentOn => date(self.consultation_sent_on),
            Head::ConsultationReceivedOn => date(self.consultation_received_on),
            Head::ExtensionToldOn => date(self.extension.map(|extension| extension.told_on)),
            Head::ExtensionDays => {
                self.extension.map_or(RawCell::Empty, |extension| RawCell::Number(f64::from(extension.days)))
            }
            Head::ReplyOn => date(self.reply.map(|reply| reply.on)),
            Head::Outcome => text(self.reply.map(|reply| Row::of(reply.outcome).label())),
            Head::LetterNumber => text(self.letter_number.as_deref()),
            Head::ReconsiderationReceivedOn => date(reconsideration.map(|remedy| remedy.received_on)),
            Head::ReconsiderationResult => text(reconsideration.and_then(result)),
            Head::ReconsiderationEndedOn => date(reconsideration.and_then(ended_on)),
            Head::SuitKind => text(self.suit.map(|suit| suit_kind(suit.after_reconsideration))),
            Head::SuitReceivedOn => date(suit.map(|remedy| remedy.received_on)),
            Head::SuitResult => text(suit.and_then(result)),
            Head::SuitEndedOn => date(suit.and_then(ended_on)),
            Head::Note => text(self.note.as_deref()),
        }
    }
}

fn channel(channel: Channel) -> &'static str {
    CHANNELS.iter().find(|(.., known)| *known == channel).map_or("", |(word, ..)| word)
}

fn suit_kind(after_reconsideration: bool) -> &'static str {
    SUITS.iter().find(|(.., known)| *known == after_reconsideration).map_or("", |(word, ..)| word)
}

fn result(remedy: &Remedy) -> Option<&'static str> {
    let found: RemedyResult = remedy.ended?.1;
    RESULTS.iter().find(|(.., known)| *known == found).map(|(word, ..)| *word)
}

fn ended_on(remedy: &Remedy) -> Option<jiff::civil::Date> {
    remedy.ended.map(|(day, _)| day)
}
