//! Every intent that changes anything: [`op::Op`], the policy, and the three doors that write.

pub mod op;
pub mod policy;
