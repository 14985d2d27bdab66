//! The line between two workstations: TLS 1.3, in which each side shows its device's Ed25519 key (RFC 7250, no certificates, no names)
//! and proves that it holds it.

use std::fmt;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, Resumption};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{
    CertificateDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime,
};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{AlwaysResolvesServerRawPublicKeys, NoServerSessionStorage};
use rustls::sign::CertifiedKey;
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, DistinguishedName, ServerConfig,
    ServerConnection, SignatureScheme, StreamOwned, version,
};

use super::LanError;

/// Longest silence of the other side.
const SILENCE: Duration = Duration::from_secs(15);

/// SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410).
const SPKI: [u8; 12] = [48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0];
/// PKCS #8 of an Ed25519 key up to the seed.
const PKCS8: [u8; 16] = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/// Who may be at the other end.
pub type Known = Arc<dyn Fn(&VerifyingKey) -> bool + Send + Sync>;

/// An open line, with what both ends know of it.
pub struct Secured<S> {
    pub stream: S,
    /// The other side's device key.
    pub peer: VerifyingKey,
    /// The same 32 bytes at both ends of this very line and nowhere else.
    pub binding: [u8; 32],
}

pub type CallerStream = StreamOwned<ClientConnection, TcpStream>;
pub type HostStream = StreamOwned<ServerConnection, TcpStream>;

/// At the one who calls.
pub fn call(
    socket: TcpStream,
    me: &SigningKey,
    known: Known,
) -> Result<Secured<CallerStream>, LanError> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&[&version::TLS13])
        .map_err(told)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Check { known, provider }))
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(own(me)?)));
    config.resumption = Resumption::disabled();
    config.enable_sni = false;
    // The key is the name.
    let name = ServerName::try_from("feldsher.invalid").map_err(told)?;
    let conn = ClientConnection::new(Arc::new(config), name).map_err(told)?;
    patient(&socket)?;
    let mut stream = StreamOwned::new(conn, socket);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).map_err(broken)?;
    }
    let binding = stream
        .conn
        .export_keying_material([0; 32], LABEL, None)
        .map_err(told)?;
    let peer = shown(stream.conn.peer_certificates())?;
    Ok(Secured {
        stream,
        peer,
        binding,
    })
}

/// At the one who listens.
pub fn host(
    socket: TcpStream,
    me: &SigningKey,
    known: Known,
) -> Result<Secured<HostStream>, LanError> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&[&version::TLS13])
        .map_err(told)?
        .with_client_cert_verifier(Arc::new(Check { known, provider }))
        .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(own(me)?)));
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    let conn = ServerConnection::new(Arc::new(config)).map_err(told)?;
    patient(&socket)?;
    let mut stream = StreamOwned::new(conn, socket);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).map_err(broken)?;
    }
    let binding = stream
        .conn
        .export_keying_material([0; 32], LABEL, None)
        .map_err(told)?;
    let peer = shown(stream.conn.peer_certificates())?;
    Ok(Secured {
        stream,
        peer,
        binding,
    })
}

const LABEL: &[u8] = b"EXPORTER-feldsher-lan-1";

/// What went wrong on an open line, in our words: the alert of a side that does not know our key comes with the first answer.
pub fn broken(error: std::io::Error) -> LanError {
    let inner = error.get_ref().and_then(|e| e.downcast_ref());
    match inner {
        Some(rustls::Error::AlertReceived(alert)) if is_unknown(*alert) => LanError::Stranger,
        Some(rustls::Error::InvalidCertificate(_)) => LanError::Stranger,
        Some(other) => LanError::Tls(other.to_string()),
        None => LanError::Cut(error),
    }
}

fn is_unknown(alert: rustls::AlertDescription) -> bool {
    use rustls::AlertDescription as Alert;
    matches!(
        alert,
        Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::CertificateRequired
    )
}

fn told(error: impl fmt::Display) -> LanError {
    LanError::Tls(error.to_string())
}

fn patient(socket: &TcpStream) -> Result<(), LanError> {
    socket.set_nonblocking(false)?;
    socket.set_read_timeout(Some(SILENCE))?;
    socket.set_write_timeout(Some(SILENCE))?;
    socket.set_nodelay(true)?;
    Ok(())
}

fn own(me: &SigningKey) -> Result<Arc<CertifiedKey>, LanError> {
    let secret = [&PKCS8[..], &me.to_bytes()].concat();
    let key = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(secret)).map_err(told)?;
    let public = [&SPKI[..], me.verifying_key().as_bytes()].concat();
    let shown = vec![CertificateDer::from(public)];
    Ok(Arc::new(CertifiedKey::new(shown, key)))
}

fn shown(certificates: Option<&[CertificateDer<'_>]>) -> Result<VerifyingKey, LanError> {
    let one = certificates.and_then(<[_]>::first);
    one.and_then(|one| key_in(one)).ok_or(LanError::Stranger)
}

fn key_in(shown: &[u8]) -> Option<VerifyingKey> {
    let key = shown.strip_prefix(&SPKI)?;
    VerifyingKey::from_bytes(key.try_into().ok()?).ok()
}

struct Check {
    known: Known,
    provider: Arc<CryptoProvider>,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Check")
    }
}

impl Check {
    fn judge(&self, shown: &CertificateDer<'_>, more: usize) -> Result<(), rustls::Error> {
        let is_known = key_in(shown).is_some_and(|key| (self.known)(&key));
        if is_known && more == 0 {
            Ok(())
        } else {
            Err(rustls::CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature_with_raw_key(
            message,
            &SubjectPublicKeyInfoDer::from(shown.as_ref()),
            dss,
            &self.provider.signature_verification_algorithms,
        )
    }
}

fn no_tls12() -> rustls::Error {
    rustls::PeerIncompatible::Tls12NotOffered.into()
}

impl ServerCertVerifier for Check {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        more: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.judge(shown, more.len())?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _shown: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(no_tls12())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.signature(message, shown, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

impl ClientCertVerifier for Check {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        shown: &CertificateDer<'_>,
        more: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        self.judge(shown, more.len())?;
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _shown: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(no_tls12())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.signature(message, shown, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}
