//! The pages before the login, and the names of roles.

mod login;
mod set_up;

use leptos_i18n::I18nContext;

pub use self::{login::LoginPage, set_up::SetUpPage};
use super::model::Role;
use crate::i18n::{Locale, t_string};

/// What a role is called.
pub fn role_name(i18n: I18nContext<Locale>, role: Role) -> &'static str {
    match role {
        Role::Owner => t_string!(i18n, access.role_owner),
        Role::Marketer => t_string!(i18n, access.role_marketer),
        Role::Sales => t_string!(i18n, access.role_sales),
        Role::Specialist => t_string!(i18n, access.role_specialist),
        Role::Analyst => t_string!(i18n, access.role_analyst),
        Role::Lead => t_string!(i18n, access.role_lead),
        Role::Account => t_string!(i18n, access.role_account),
        Role::Partner => t_string!(i18n, access.role_partner),
        Role::Finance => t_string!(i18n, access.role_finance),
        Role::Admin => t_string!(i18n, access.role_admin),
    }
}
