//! The fonts papers are set in: those the program carries, and in front of them those of the operator's folder, who may
//! own the official 仿宋 and 小标宋 (letters.md §1.5).

use crate::Office;
use gongkai_documents::typesetting::{Fonts, TypesetError};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// Fonts held by an office; nothing until an operator's folder is read.
#[derive(Debug, Default)]
pub(crate) struct Held(RwLock<Option<Arc<Fonts>>>);

/// Fonts to set a paper in, for as long as one paper takes.
#[derive(Debug, Clone)]
pub struct HouseFonts(Option<Arc<Fonts>>);

impl Deref for HouseFonts {
    type Target = Fonts;

    fn deref(&self) -> &Fonts {
        match &self.0 {
            Some(own) => own,
            None => Fonts::embedded(),
        }
    }
}

impl Office {
    /// The fonts papers are set in.
    pub fn fonts(&self) -> HouseFonts {
        HouseFonts(self.inner.fonts.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Takes the fonts of an operator's folder into use, in front of those the program carries.
    ///
    /// # Errors
    /// [`TypesetError::Font`] where the folder, or a font file in it, cannot be read.
    pub fn use_fonts(&self, folder: &Path) -> Result<(), TypesetError> {
        let fonts = Fonts::with_folder(folder)?;
        *self.inner.fonts.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(fonts));
        Ok(())
    }
}
