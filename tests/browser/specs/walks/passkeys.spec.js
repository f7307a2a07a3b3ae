// A citizen opens her account with a passkey and no password, comes back with it by the browser's own offer and by the button,
// and leaves. Chromium's virtual authenticator holds the keys.
import { keyboard } from "../../hands.js";
import { codeTo, letterTo } from "../../post.js";
import { account, expect, hall, posted, screen, test } from "../../site.js";

/** The authenticators that a browser can reach, each of which asks for the finger and gets it. */
async function authenticators(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  return async (transport) => {
    const options = {
      protocol: "ctap2",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
    const keys = async () => (await client.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    const answers = (enabled) =>
      client.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    return { keys, answers };
  };
}

test("a citizen needs no password: her telephone's passkey opens the account", async ({ somebody }) => {
  const page = await somebody();
  const button = (name) => page.getByRole("button", { name, exact: true });
  const email = "lestari@contoh.id";
  const plugged = await authenticators(page);
  const phone = await plugged("internal");

  await test.step("she registers with a passkey from the start", async () => {
    await page.goto(`${account()}/daftar`);
    await page.getByLabel("Surel atau nomor ponsel").fill(email);
    await button("Lanjut").click();
    await page.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
    await button("Lanjut").click();
    await page.getByLabel("Nama lengkap").fill("Lestari");
    await button("Lanjut").click();
    await expect(button("Pakai kunci sandi saja")).toBeVisible();
    await screen(page, "akun-daftar-kunci");
    await keyboard.press(page, button("Pakai kunci sandi saja"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lestari");
    const keys = await phone.keys();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ isResidentCredential: true, rpId: new URL(account()).hostname });
  });

  await test.step("the account says so, and keeps its only way in", async () => {
    await page.goto(`${account()}/keamanan`);
    await expect(page.getByText("Akun Anda tidak memakai kata sandi.")).toBeVisible();
    await screen(page, "akun-keamanan-kunci");
    await page.getByRole("button", { name: "Hapus Chrome, Linux" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kunci ini satu-satunya cara Anda masuk");
    await screen(page, "akun-kunci-terakhir");
  });

  await test.step("a sibling host gets nothing from the browser, though it names the account host", async () => {
    await page.goto(`${hall()}/layanan`);
    const asked = (rpId) =>
      page.evaluate(async (rpId) => {
        const publicKey = { challenge: new Uint8Array(32), rpId, userVerification: "required", timeout: 2_000 };
        try {
          return (await navigator.credentials.get({ publicKey })).id;
        } catch (refused) {
          return refused.name;
        }
      }, rpId);
    expect(await asked(new URL(account()).hostname)).toBe("SecurityError");
    expect(await asked(new URL(hall()).hostname)).toBe("NotAllowedError");
  });

  await test.step("she comes back by the button", async () => {
    await phone.answers(false);
    await page.goto(`${account()}/keluar`);
    await posted(page, button("Keluar"));
    await page.goto(`${account()}/masuk?ke=%2Fkeamanan`);
    await expect(button("Masuk dengan kunci sandi")).toBeVisible();
    await expect(page.getByLabel("Surel atau nomor ponsel")).toHaveAttribute("autocomplete", "username webauthn");
    await screen(page, "akun-masuk-kunci");
    await phone.answers(true);
    await keyboard.press(page, button("Masuk dengan kunci sandi"));
    await expect(page).toHaveURL(`${account()}/keamanan`);
    await expect(page.getByText("Terakhir dipakai")).toBeVisible();
  });

  await test.step("the next time the browser offers the key by itself, as it fills in addresses", async () => {
    await page.goto(`${account()}/keluar`);
    await posted(page, button("Keluar"));
    await page.goto(`${account()}/masuk?ke=%2Friwayat-masuk`);
    await expect(page).toHaveURL(`${account()}/riwayat-masuk`);
    await expect(page.getByText("Masuk dengan kunci sandi").first()).toBeVisible();
    await screen(page, "akun-riwayat-kunci");
  });

  await test.step("a second key bears a name of her own; the letter tells of it", async () => {
    const stick = await plugged("usb");
    await phone.answers(false);
    await page.goto(`${account()}/keamanan`);
    await page.getByRole("button", { name: "Tambah kunci sandi" }).click();
    await screen(page, "akun-kunci-baru");
    await keyboard.write(page, page.getByLabel("Nama kunci ini"), "HP Samsung");
    await keyboard.press(page, button("Buat kunci sandi"));
    await expect(page.getByRole("heading", { name: "HP Samsung" })).toBeVisible();
    expect(await stick.keys()).toHaveLength(1);
    await screen(page, "akun-keamanan-dua-kunci");
    const post = await somebody();
    await letterTo(post, email, "Kunci sandi baru");
    await screen(post, "surat-kunci");
    await post.close();
    await keyboard.press(page, page.getByRole("button", { name: "Hapus Chrome, Linux" }));
    await expect(page.getByRole("button", { name: "Hapus Chrome, Linux" })).toHaveCount(0);
  });
});

test("without JavaScript nothing of passkeys is shown", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${account()}/masuk`);
  await expect(page.getByLabel("Kata sandi")).toBeVisible();
  for (const words of await page.getByText("kunci sandi").all()) await expect(words).toBeHidden();
  await context.close();
});

test("a citizen takes her data along, leaves, and comes back by the letter", async ({ somebody }) => {
  const page = await somebody();
  const button = (name) => page.getByRole("button", { name, exact: true });
  const email = "wulan@contoh.id";

  await test.step("she registers", async () => {
    await page.goto(`${account()}/daftar`);
    await page.getByLabel("Surel atau nomor ponsel").fill(email);
    await button("Lanjut").click();
    await page.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
    await button("Lanjut").click();
    await page.getByLabel("Nama lengkap").fill("Wulan");
    await button("Lanjut").click();
    await page.getByLabel("Kata sandi").fill("sepeda hujan lonceng tikar");
    await button("Buat akun").click();
  });

  await test.step("one file holds what is held of her", async () => {
    await page.getByRole("link", { name: "Unduh data saya" }).click();
    await screen(page, "akun-data");
    const coming = page.waitForEvent("download");
    await button("Unduh").click();
    expect((await coming).suggestedFilename()).toMatch(/^data-saya-\d{4}-\d\d-\d\d\.zip$/);
  });

  await test.step("she reads what goes and what stays, and writes the word", async () => {
    await page.goto(account());
    await page.getByRole("link", { name: "Hapus akun saya" }).click();
    await screen(page, "akun-hapus");
    await keyboard.press(page, page.getByRole("button", { name: "Lanjut" }));
    await keyboard.write(page, page.getByLabel("Tulis HAPUS untuk menegaskan"), "ya");
    await keyboard.press(page, button("Hapus akun saya"));
    await expect(page.locator("#kata-error")).toContainText("Tulis kata HAPUS");
    await screen(page, "akun-hapus-salah");
    await keyboard.write(page, page.getByLabel("Tulis HAPUS untuk menegaskan"), "hapus");
    await keyboard.press(page, button("Hapus akun saya"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Akun Anda sudah ditutup");
    await screen(page, "akun-ditutup");
  });

  await test.step("the letter brings the account back", async () => {
    const post = await somebody();
    await letterTo(post, email, "akan dihapus");
    await screen(post, "surat-hapus");
    await post.getByRole("link", { name: /batal-hapus/ }).click();
    await screen(post, "akun-batal-hapus");
    await post.getByRole("button", { name: "Batal hapus" }).click();
    await expect(post.getByRole("heading", { level: 1 })).toHaveText("Akun Anda tidak jadi dihapus");
    await page.goto(`${account()}/masuk`);
    await page.getByLabel("Surel atau nomor ponsel").fill(email);
    await page.getByLabel("Kata sandi").fill("sepeda hujan lonceng tikar");
    await button("Lanjut").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wulan");
  });
});
