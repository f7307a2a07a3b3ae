"""An independent client of our provider: PyPI authlib, over real HTTP, for a citizen who goes through the real pages.

Usage: authlib_client.py ISSUER FILE. FILE is the one that openid-client.js reads. Prints one line for each thing that holds
and ends with 1 at the first that does not.
"""

import base64
import hmac
import html
import json
import re
import socket
import struct
import sys
import time
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

ISSUER, FILE = sys.argv[1:]
GIVEN = json.load(open(FILE, encoding="utf8"))
CALLBACK = GIVEN["redirect"]

# Python does not resolve *.localhost: every name under it leads to this machine here.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve(
    "127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more
)


def said(what):
    print(f"ok  {what}", flush=True)


def next_code(secret):
    """The code that an app will show next (RFC 6238): the present one is the other client's."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + 1), "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


class Person:
    """A citizen before a browser of her own, with one jar of cookies for each host."""

    def __init__(self):
        self.jars = {}

    def send(self, url, form=None):
        jar = self.jars.setdefault(urlsplit(url).netloc, {})
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        method = "GET" if form is None else "POST"
        answer = requests.request(method, url, data=form, headers=headers, allow_redirects=False, timeout=30)
        for line in answer.raw.headers.getlist("set-cookie"):
            name, value = line.split(";")[0].split("=", 1)
            if "max-age=0" in line.lower():
                jar.pop(name, None)
            else:
                jar[name] = value
        return answer

    def go(self, url, form=None):
        """Goes along redirects until a page is there (url, text) or the way leaves the demonstration (url, None)."""
        answer = self.send(url, form)
        for _ in range(12):
            if "location" not in answer.headers:
                return url, answer.text
            url = urljoin(url, answer.headers["location"])
            if not urlsplit(url).hostname.endswith(".localhost"):
                return url, None
            answer = self.send(url)
        raise AssertionError(f"too many redirects, the last to {url}")

    def fill(self, page, action, typed):
        url, text = page
        for form in re.findall(r"<form\b.*?</form>", text, re.S):
            leads = html.unescape(re.search(r'action="([^"]*)"', form).group(1))
            if not leads.startswith(action):
                continue
            fields = {}
            for tag in re.findall(r"<input[^>]*>", form):
                said_of = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
                if said_of.get("type") == "hidden":
                    fields[said_of["name"]] = said_of.get("value", "")
            return self.go(urljoin(url, leads), {**fields, **typed})
        raise AssertionError(f"{url}: no form to {action}\n{text}")

    def agrees(self, url):
        """Signs in and says yes where she is asked. Returns where the way out leads."""
        page = self.go(url)
        if page[1] is not None and urlsplit(page[0]).path == "/masuk":
            page = self.fill(page, "/masuk", {"surel": GIVEN["citizen"]["email"], "sandi": GIVEN["citizen"]["password"]})
        if page[1] is not None and urlsplit(page[0]).path == "/masuk/kode":
            page = self.fill(page, "/masuk/kode", {"kode": next_code(GIVEN["citizen"]["totp_secret"])})
        if page[1] is not None and urlsplit(page[0]).path == "/izin":
            page = self.fill(page, "/", {"jawab": "ya"})
        assert page[1] is None, f"{page[0]} did not lead back to the application\n{page[1]}"
        return page[0]


METADATA = requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=30).json()
KEYS = KeySet.import_key_set(requests.get(METADATA["jwks_uri"], timeout=30).json())
assert METADATA["issuer"] == ISSUER
said("discovery and keys")


def session(name, method, **more):
    client = GIVEN["clients"][name]
    return OAuth2Session(
        client["client_id"],
        client.get("client_secret"),
        token_endpoint_auth_method=method,
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
        token_endpoint=METADATA["token_endpoint"],
        **more,
    )


def signed_in(oauth, person, algorithm, **more):
    nonce, verifier = "sekali-" + "n" * 24, "v" * 43
    address, state = oauth.create_authorization_url(
        METADATA["authorization_endpoint"], nonce=nonce, code_verifier=verifier, **more
    )
    back = person.agrees(address)
    answer = dict(parse_qsl(urlsplit(back).query))
    assert (answer["state"], answer["iss"]) == (state, ISSUER), answer
    token = oauth.fetch_token(METADATA["token_endpoint"], authorization_response=back, code_verifier=verifier, state=state)
    decoded = jwt.decode(token["id_token"], KEYS, algorithms=[algorithm])
    claims = jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": oauth.client_id},
        nonce={"essential": True, "value": nonce},
        exp={"essential": True},
        sub={"essential": True},
    )
    claims.validate(decoded.claims)
    return back, verifier, token, decoded.claims


def refused(what, deed):
    try:
        deed()
    except OAuthError as error:
        assert error.error == "invalid_grant", error
        said(what)
        return
    raise AssertionError(f"not refused: {what}")


PERSON = Person()
basic = session("basic", "client_secret_basic", scope="openid profile offline_access")
back, verifier, token, claims = signed_in(basic, PERSON, "ES256", prompt="consent")
said("code, PKCE, state, nonce, iss, ID token by ES256")
person = basic.get(METADATA["userinfo_endpoint"]).json()
assert person["sub"] == claims["sub"], person
said("UserInfo with the same subject")
former = token["refresh_token"]
fresh = basic.refresh_token(METADATA["token_endpoint"], refresh_token=former)
assert fresh["refresh_token"] != former
said("refresh gives another token")
refused("a refresh token is used once", lambda: basic.refresh_token(METADATA["token_endpoint"], refresh_token=former))
refused(
    "and its use ends the family",
    lambda: basic.refresh_token(METADATA["token_endpoint"], refresh_token=fresh["refresh_token"]),
)
again = session("basic", "client_secret_basic", scope="openid")
refused(
    "a code gives nothing twice",
    lambda: again.fetch_token(METADATA["token_endpoint"], authorization_response=back, code_verifier=verifier),
)
signed_in(session("rs256", "client_secret_post", scope="openid"), PERSON, "RS256")
said("client_secret_post, ID token by RS256")
keyed = session("keyed", "private_key_jwt", scope="openid")
keyed.client_secret = ECKey.import_key(GIVEN["clients"]["keyed"]["private_jwk"])
keyed.register_client_auth_method(PrivateKeyJWT(METADATA["token_endpoint"], alg="ES256"))
signed_in(keyed, PERSON, "ES256")
said("private_key_jwt")
leave = urlencode({"id_token_hint": token["id_token"], "post_logout_redirect_uri": CALLBACK})
page = PERSON.go(f"{METADATA['end_session_endpoint']}?{leave}")
if page[1] is not None:
    PERSON.fill(page, "/", {})
address, _ = basic.create_authorization_url(METADATA["authorization_endpoint"], prompt="none", code_verifier="v" * 43)
after = dict(parse_qsl(urlsplit(PERSON.go(address)[0]).query))
assert after.get("error") == "login_required", after
said("after RP-initiated logout prompt=none finds nobody")
