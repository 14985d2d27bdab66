//! Joining a store with a one-time code: `POST /v1/enrol`, JSON both ways.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{DeviceId, FacilityId};

pub const ENROL_PATH: &str = "/v1/enrol";

/// Keys are 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    pub code: String,
    /// The workstation's own id, under which it already keeps its access log.
    pub device: DeviceId,
    pub device_key: String,
    pub device_name: String,
    /// Ed25519 keys of the managers of this house.
    #[serde(default)]
    pub manager_keys: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAnswer {
    pub scope: FacilityId,
    pub scope_name: String,
    pub device: DeviceId,
    /// To be pinned: every answer of the store is signed by it.
    pub store_key: String,
    /// 16 hexadecimal digits.
    pub epoch: String,
    /// 16 hexadecimal digits.
    pub token: String,
}

/// What the store says when it refuses, with the HTTP status: a stable word, and the highest counter it has seen where that helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalBody {
    pub error: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<u64>,
}
