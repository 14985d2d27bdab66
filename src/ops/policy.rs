//! Who may do what: one table, role × action × scope, and the only place that makes an [`Authorized`].
//!
//! A function that changes or reads the record takes an `Authorized<A>` for its own action, so that forgetting to ask does
//! not compile. Deny beats allow: what the table does not name is refused.

use std::marker::PhantomData;

use thiserror::Error;

use crate::domain::ids::{PatientId, UserId};
use crate::domain::role::Role;

/// What the permission is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One patient's record.
    Patient(PatientId),
    /// The house as a whole: lists, users, sync, backups.
    House,
    /// The user's own account.
    Own,
}

impl Scope {
    pub fn name(self) -> &'static str {
        match self {
            Self::Patient(_) => "patient",
            Self::House => "house",
            Self::Own => "own",
        }
    }
}

macro_rules! actions {
    ($($name:ident = $scope:literal $code:literal : $($role:ident)*;)+) => {
        /// Everything that needs a permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($name),+ }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// `patient`, `house` or `own`: the only scope in which the action has a meaning.
            pub fn scope(self) -> &'static str {
                match self { $(Self::$name => $scope),+ }
            }

            fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*]),+ }
            }
        }

        /// The actions as types, for the signature of the function that needs one.
        pub mod may {
            $(
                #[derive(Debug)]
                pub struct $name;
                impl super::Permits for $name {
                    const ACTION: super::Action = super::Action::$name;
                }
            )+
        }
    };
}

// The policy. Clinical text stays with clinical staff; a manager runs the house; an auditor reads who opened what. At a point of
// one or two people the feldsher or doctor is the head of the house, and so may add users. Rules of dosing are signed by a pharmacist,
// or by a doctor where there is none; a pharmacist sees no card, and nobody becomes a prescriber in order to sign.
// Emergency data of the whole region are for whoever cares for people and for who runs the house; a registrar finds her own.
actions! {
    Search = "house" "search": Registrar Nurse Feldsher Doctor Manager;
    SearchDirectory = "house" "search-directory": Nurse Feldsher Doctor Manager;
    BreakGlass = "patient" "break-glass": Nurse Feldsher Doctor Manager;
    Register = "house" "register": Registrar Nurse Feldsher Doctor;
    EditPerson = "patient" "edit-person": Registrar Nurse Feldsher Doctor;
    ReadPerson = "patient" "read-person": Registrar Nurse Feldsher Doctor Manager;
    ReadCard = "patient" "read-card": Nurse Feldsher Doctor;
    EditCard = "patient" "edit-card": Nurse Feldsher Doctor;
    WriteDraft = "patient" "write-draft": Nurse Feldsher Doctor;
    TakeDraft = "patient" "take-draft": Feldsher Doctor;
    SignVisit = "patient" "sign-visit": Nurse Feldsher Doctor;
    Prescribe = "patient" "prescribe": Feldsher Doctor;
    Administer = "patient" "administer": Nurse Feldsher Doctor;
    Immunise = "patient" "immunise": Nurse Feldsher Doctor;
    Prevent = "patient" "prevent": Nurse Feldsher Doctor;
    Book = "patient" "book": Nurse Feldsher Doctor;
    Refer = "patient" "refer": Feldsher Doctor;
    Attach = "patient" "attach": Nurse Feldsher Doctor;
    Withdraw = "patient" "withdraw": Nurse Feldsher Doctor;
    Settle = "patient" "settle": Feldsher Doctor;
    LinkCards = "patient" "link-cards": Registrar Feldsher Doctor;
    Print = "patient" "print": Nurse Feldsher Doctor;
    Export = "patient" "export": Nurse Feldsher Doctor;
    Recall = "house" "recall": Nurse Feldsher Doctor;
    Round = "house" "round": Nurse Feldsher Doctor;
    ListReviews = "house" "list-reviews": Nurse Feldsher Doctor;
    ListConflicts = "house" "list-conflicts": Feldsher Doctor;
    ListProposals = "house" "list-proposals": Registrar Feldsher Doctor;
    Worklist = "house" "worklist": Registrar Nurse Feldsher Doctor;
    ReadAccessLog = "patient" "read-access-log": Doctor Manager Auditor;
    ReadAudit = "house" "read-audit": Manager Auditor;
    ManageUsers = "house" "manage-users": Feldsher Doctor Manager;
    ListUsers = "house" "list-users": Registrar Nurse Feldsher Doctor Manager Auditor Pharmacist;
    Enrol = "house" "enrol": Manager Doctor Feldsher;
    Sync = "house" "sync": Registrar Nurse Feldsher Doctor Manager Auditor Pharmacist;
    Courier = "house" "courier": Registrar Nurse Feldsher Doctor Manager;
    Verify = "house" "verify": Manager Doctor Feldsher Auditor;
    Backup = "house" "backup": Manager Doctor Feldsher;
    Restore = "house" "restore": Manager Doctor Feldsher;
    ImportCodes = "house" "import-codes": Manager Doctor;
    ReadRules = "house" "read-rules": Nurse Feldsher Doctor Manager Auditor Pharmacist;
    ApproveRules = "house" "approve-rules": Doctor Pharmacist;
    OwnDiagnoses = "own" "own-diagnoses": Nurse Feldsher Doctor;
    ChangePassword = "own" "change-password": Registrar Nurse Feldsher Doctor Manager Auditor Pharmacist;
}

/// Ties an action's type to its row.
pub trait Permits {
    const ACTION: Action;
}

/// Who is asking: a user whose password opened a key slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub user: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
}

/// A permission that was granted. It cannot be made outside this file.
#[derive(Debug, Clone)]
pub struct Authorized<A> {
    who: Who,
    scope: Scope,
    action: PhantomData<A>,
}

impl<A> Authorized<A> {
    pub fn who(&self) -> &Who {
        &self.who
    }

    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The patient that the permission is about, if it is about one.
    pub fn patient(&self) -> Option<PatientId> {
        match self.scope {
            Scope::Patient(patient) => Some(patient),
            Scope::House | Scope::Own => None,
        }
    }
}

/// The answer no, with everything the sentence on screen needs.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a {} may not {}", .role.code(), .action.code())]
pub struct Denied {
    pub role: Role,
    pub action: Action,
}

/// The table itself.
pub fn allows(role: Role, action: Action, scope: Scope) -> bool {
    action.scope() == scope.name() && action.roles().contains(&role)
}

/// The only maker of [`Authorized`].
pub fn authorize<A: Permits>(who: &Who, scope: Scope) -> Result<Authorized<A>, Denied> {
    if allows(who.role, A::ACTION, scope) {
        Ok(Authorized {
            who: who.clone(),
            scope,
            action: PhantomData,
        })
    } else {
        Err(Denied {
            role: who.role,
            action: A::ACTION,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DocId;

    /// The whole product, written out a second time by hand: a slip in one of the two tables shows.
    #[test]
    fn role_action_scope_walked_completely() {
        const EXPECTED: &str = "
            search R N F D M - -
            search-directory - N F D M - -
            break-glass - N F D M - -
            register R N F D - - -
            edit-person R N F D - - -
            read-person R N F D M - -
            read-card - N F D - - -
            edit-card - N F D - - -
            write-draft - N F D - - -
            take-draft - - F D - - -
            sign-visit - N F D - - -
            prescribe - - F D - - -
            administer - N F D - - -
            immunise - N F D - - -
            prevent - N F D - - -
            book - N F D - - -
            refer - - F D - - -
            attach - N F D - - -
            withdraw - N F D - - -
            settle - - F D - - -
            link-cards R - F D - - -
            print - N F D - - -
            export - N F D - - -
            recall - N F D - - -
            round - N F D - - -
            list-reviews - N F D - - -
            list-conflicts - - F D - - -
            list-proposals R - F D - - -
            worklist R N F D - - -
            read-access-log - - - D M A -
            read-audit - - - - M A -
            manage-users - - F D M - -
            list-users R N F D M A P
            enrol - - F D M - -
            sync R N F D M A P
            courier R N F D M - -
            verify - - F D M A -
            backup - - F D M - -
            restore - - F D M - -
            import-codes - - - D M - -
            read-rules - N F D M A P
            approve-rules - - - D - - P
            own-diagnoses - N F D - - -
            change-password R N F D M A P";
        let scopes = [Scope::Patient(DocId([1; 16])), Scope::House, Scope::Own];
        let rows: Vec<Vec<&str>> = EXPECTED
            .lines()
            .map(|line| line.split_whitespace().collect())
            .filter(|row: &Vec<&str>| !row.is_empty())
            .collect();
        assert_eq!(rows.len(), Action::ALL.len());
        for (row, action) in rows.iter().zip(Action::ALL) {
            assert_eq!(row[0], action.code());
            for (cell, role) in row[1..].iter().zip(Role::ALL) {
                for scope in scopes {
                    let expected = *cell != "-" && scope.name() == action.scope();
                    assert_eq!(
                        allows(role, *action, scope),
                        expected,
                        "{role:?} {action:?} {scope:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_permission_for_one_patient_names_that_patient() {
        let who = Who {
            user: UserId([1; 16]),
            login: "n".into(),
            name: "N".into(),
            role: Role::Nurse,
        };
        let patient = DocId([7; 16]);
        let granted = authorize::<may::ReadCard>(&who, Scope::Patient(patient)).unwrap();
        assert_eq!(granted.patient(), Some(patient));
        assert!(authorize::<may::Prescribe>(&who, Scope::Patient(patient)).is_err());
        assert!(authorize::<may::ReadCard>(&who, Scope::House).is_err());
    }
}
