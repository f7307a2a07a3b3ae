//! The crossing of hosts on both engines.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use balai_identity::oidc::{AuthorizationRequest, Client, CodeRefused, Expected, IdTokenRefused, Presented};
use balai_identity::{CodeVerifier, EnterRefused, NewSession, RedeemRefused, SignedIn};
use balai_kernel::SecretToken;
use balai_testkit::Kind;
use rstest::rstest;
use support::{Desk, EMAIL, act, akun, at, client};

struct Crossing {
    client: Client,
    verifier: CodeVerifier,
    request: AuthorizationRequest,
}

impl Crossing {
    fn to(code: &str, slug: &str) -> Self {
        let client = client(code, slug);
        let verifier = CodeVerifier::fresh();
        let request = AuthorizationRequest {
            client: client.id,
            site: client.sites[0].clone(),
            state: "keadaan".into(),
            nonce: "sekali".into(),
            challenge: verifier.challenge(),
            max_age: None,
        };
        Self { client, verifier, request }
    }

    fn presented(&self) -> Presented {
        Presented {
            client: self.client.id,
            redirect_uri: self.request.site.callback(),
            verifier: self.verifier.clone(),
        }
    }

    async fn code(&self, desk: &Desk, who: &SignedIn, seconds: i64) -> SecretToken {
        desk.identity.authorize(&act(seconds), who, &self.request).await.unwrap()
    }

    async fn enter(&self, desk: &Desk, token: &str, seconds: i64) -> Result<NewSession, EnterRefused> {
        let issuer = akun();
        let expected =
            Expected { issuer: &issuer, client: self.client.id, nonce: "sekali", max_age: None, at: at(seconds) };
        desk.identity.enter(&act(seconds), token, &expected, &self.request.site, "Peramban").await
    }
}

async fn signed_in(desk: &Desk) -> SignedIn {
    let person = desk.owner(EMAIL).await;
    let session = desk.sign_in(&act(0), EMAIL, &person).await;
    desk.identity.session(&session.token, &akun(), at(0)).await.unwrap().unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_person_crosses_to_a_region_and_is_known_there_and_not_at_its_sibling(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let crossing = Crossing::to("33.14", "sragen");
    let code = crossing.code(&desk, &who, 1).await;
    let token = desk.identity.redeem(&act(2), &code, &crossing.presented()).await.unwrap();
    let session = crossing.enter(&desk, &token, 3).await.unwrap();
    let there = desk.identity.session(&session.token, &crossing.request.site, at(4)).await.unwrap();
    assert_eq!(there.map(|there| (there.account, there.second_factor)), Some((who.account, true)));
    let sibling = &client("17.09", "bengkulu-tengah").sites[0];
    assert_eq!(desk.identity.session(&session.token, sibling, at(4)).await.unwrap(), None);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_replayed_code_gives_nothing_and_ends_the_session_that_came_of_it(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let crossing = Crossing::to("33.14", "sragen");
    let code = crossing.code(&desk, &who, 1).await;
    let token = desk.identity.redeem(&act(2), &code, &crossing.presented()).await.unwrap();
    let session = crossing.enter(&desk, &token, 3).await.unwrap();
    let replayed = desk.identity.redeem(&act(4), &code, &crossing.presented()).await;
    assert!(matches!(replayed, Err(RedeemRefused::Code(CodeRefused::Replayed))), "{replayed:?}");
    assert_eq!(desk.identity.session(&session.token, &crossing.request.site, at(5)).await.unwrap(), None);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_code_presented_wrongly_is_spent(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let crossing = Crossing::to("33.14", "sragen");
    let right = crossing.presented();
    let wrong = [
        (Presented { verifier: CodeVerifier::fresh(), ..right.clone() }, CodeRefused::WrongVerifier),
        (Presented { client: "17.09".parse().unwrap(), ..right.clone() }, CodeRefused::OtherClient),
        (
            Presented { redirect_uri: "https://jahat.id/masuk/kembali".into(), ..right.clone() },
            CodeRefused::OtherRedirect,
        ),
    ];
    for (presented, reason) in wrong {
        let code = crossing.code(&desk, &who, 1).await;
        let refused = desk.identity.redeem(&act(2), &code, &presented).await;
        assert!(matches!(&refused, Err(RedeemRefused::Code(found)) if *found == reason), "{refused:?}");
        let after = desk.identity.redeem(&act(3), &code, &right).await;
        assert!(matches!(after, Err(RedeemRefused::Code(CodeRefused::Replayed))), "{after:?}");
    }
    let unknown = desk.identity.redeem(&act(2), &SecretToken::fresh(), &right).await;
    assert!(matches!(unknown, Err(RedeemRefused::Unknown)));
    let late = crossing.code(&desk, &who, 1).await;
    let late = desk.identity.redeem(&act(61), &late, &right).await;
    assert!(matches!(late, Err(RedeemRefused::Code(CodeRefused::Expired))), "{late:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_two_requests_with_one_code_one_wins(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let crossing = Crossing::to("33.14", "sragen");
    let code = crossing.code(&desk, &who, 1).await;
    let redeem = || {
        let (identity, code, presented) = (desk.identity.clone(), code.clone(), crossing.presented());
        tokio::spawn(async move { identity.redeem(&act(2), &code, &presented).await })
    };
    let (one, other) = (redeem(), redeem());
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_token_opens_one_session_at_the_host_it_was_made_for(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let crossing = Crossing::to("33.14", "sragen");
    let code = crossing.code(&desk, &who, 1).await;
    let token = desk.identity.redeem(&act(2), &code, &crossing.presented()).await.unwrap();
    let sibling = Crossing::to("17.09", "bengkulu-tengah").enter(&desk, &token, 3).await;
    assert!(matches!(sibling, Err(EnterRefused::Token(IdTokenRefused::Audience))), "{sibling:?}");
    assert!(crossing.enter(&desk, &token, 3).await.is_ok());
    let again = crossing.enter(&desk, &token, 4).await;
    assert!(matches!(again, Err(EnterRefused::Used)), "{again:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn signing_out_anywhere_ends_the_sign_in_everywhere(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let who = signed_in(&desk).await;
    let mut sessions = Vec::new();
    for (code, slug) in [("33.14", "sragen"), ("nasional", "nasional")] {
        let crossing = Crossing::to(code, slug);
        let code = crossing.code(&desk, &who, 1).await;
        let token = desk.identity.redeem(&act(2), &code, &crossing.presented()).await.unwrap();
        sessions.push((crossing.enter(&desk, &token, 3).await.unwrap(), crossing.request.site));
    }
    let waiting = Crossing::to("33.14", "sragen");
    let code = waiting.code(&desk, &who, 4).await;
    let token = desk.identity.redeem(&act(5), &code, &waiting.presented()).await.unwrap();
    let unredeemed = waiting.code(&desk, &who, 5).await;

    desk.identity.sign_out(&act(6), sessions[0].0.id).await.unwrap();
    for (session, site) in &sessions {
        assert_eq!(desk.identity.session(&session.token, site, at(7)).await.unwrap(), None);
    }
    assert!(desk.identity.sessions_of(who.account, at(7)).await.unwrap().is_empty());
    let entered = waiting.enter(&desk, &token, 8).await;
    assert!(matches!(entered, Err(EnterRefused::SessionEnded)), "{entered:?}");
    let redeemed = desk.identity.redeem(&act(8), &unredeemed, &waiting.presented()).await;
    assert!(matches!(redeemed, Err(RedeemRefused::SessionEnded)), "{redeemed:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_new_key_signs_after_ninety_days_and_the_old_one_is_still_shown(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    let mut shown = Vec::new();
    for day in [0, 1, 90] {
        let now = day * 86_400;
        let session = desk.sign_in(&act(now), EMAIL, &person).await;
        let who = desk.identity.session(&session.token, &akun(), at(now)).await.unwrap().unwrap();
        let crossing = Crossing::to("33.14", "sragen");
        let code = crossing.code(&desk, &who, now).await;
        desk.identity.redeem(&act(now), &code, &crossing.presented()).await.unwrap();
        let keys = desk.identity.verifying_keys(at(now)).await.unwrap();
        shown.push(keys.document().keys.len());
    }
    // the next one is shown before it signs
    assert_eq!(shown, [2, 2, 3]);
    assert_eq!(desk.identity.verifying_keys(at(91 * 86_400)).await.unwrap().document().keys.len(), 2);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn each_client_has_a_secret_of_its_own(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let (one, other) = (client("33.14", "sragen").id, client("17.09", "bengkulu-tengah").id);
    let secret = desk.identity.client_secret(one);
    assert!(desk.identity.is_client_secret(one, &secret));
    assert!(!desk.identity.is_client_secret(other, &secret));
    assert!(!desk.identity.is_client_secret(one, ""));
}
