-- Why a workstation was taken out of use, in the operator's words.
ALTER TABLE device ADD COLUMN revoked_reason TEXT;
