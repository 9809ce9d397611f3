using System.Security.Cryptography;
using System.Text;
using Engagement.Core.WeChat;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.WeChat;

/// <summary>Signatures and encryption of the push against all public vectors, and what must be refused.</summary>
public sealed class PushCryptoTests
{
    private const string Secure = "secure_post";
    private const string AppId = "wxba5fad812f8e6fb9";

    private static readonly WeChatPushCrypto Crypto = new(AppId, "AAAAA", new string('A', 43));

    private static bool Opens(
        string? signature = null, string? timestamp = null, string? nonce = null, string? encrypted = null, WeChatPushCrypto? crypto = null) =>
        (crypto ?? Crypto).TryDecrypt(
            signature ?? Vectors.Text(Secure, "msg_signature"), timestamp ?? Vectors.Text(Secure, "timestamp"),
            nonce ?? Vectors.Text(Secure, "nonce"), encrypted ?? Vectors.Text(Secure, "encrypt"), out _);

    [Theory]
    [InlineData("get_verify")]
    [InlineData("plain_post")]
    [InlineData(Secure)]
    public void The_plain_signature_fits_the_vector_and_no_other(string vector)
    {
        var (signature, timestamp, nonce) = (Vectors.Text(vector, "signature"), Vectors.Text(vector, "timestamp"), Vectors.Text(vector, "nonce"));
        Crypto.IsSigned(signature, timestamp, nonce).ShouldBeTrue();
        Crypto.Sign(timestamp, nonce).ShouldBe(signature);
        Crypto.IsSigned(signature, nonce, timestamp + "0").ShouldBeFalse();
        Crypto.IsSigned(signature.ToUpperInvariant(), timestamp, nonce).ShouldBeFalse();
        Crypto.IsSigned(null, timestamp, nonce).ShouldBeFalse();
        Crypto.IsSigned("", null, null).ShouldBeFalse();
        new WeChatPushCrypto(AppId, "BBBBB", new string('A', 43)).IsSigned(signature, timestamp, nonce).ShouldBeFalse();
    }

    [Fact]
    public void The_secure_vector_opens_to_its_message()
    {
        Crypto.TryDecrypt(
            Vectors.Text(Secure, "msg_signature"), Vectors.Text(Secure, "timestamp"), Vectors.Text(Secure, "nonce"), Vectors.Text(Secure, "encrypt"),
            out var message).ShouldBeTrue();
        message.ShouldBe(Vectors.Text(Secure, "msg"));
        WeChatPushReader.TryRead(message!, out var push).ShouldBeTrue();
        push!.Event.ShouldBe("debug_demo");
        push.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1714112445).UtcDateTime);
    }

    [Fact]
    public void The_reply_vector_is_made_to_the_byte()
    {
        const string reply = "secure_reply";
        var made = Crypto.Encrypt(
            Vectors.Text(reply, "msg"), Vectors.Text(reply, "timestamp"), Vectors.Text(reply, "nonce"), Encoding.ASCII.GetBytes(Vectors.Text(reply, "random")));
        made.Encrypt.ShouldBe(Vectors.Text(reply, "encrypt"));
        made.MsgSignature.ShouldBe(Vectors.Text(reply, "msg_signature"));
    }

    [Fact]
    public void Wrong_signature_key_token_app_and_time_are_refused()
    {
        Opens().ShouldBeTrue();
        Opens(signature: Vectors.Text(Secure, "signature")).ShouldBeFalse("the plain signature is not enough");
        Opens(signature: new string('0', 40)).ShouldBeFalse();
        Opens(timestamp: "1714112446").ShouldBeFalse();
        Opens(nonce: "415670742").ShouldBeFalse();
        Opens(crypto: new WeChatPushCrypto(AppId, "AAAAB", new string('A', 43))).ShouldBeFalse();
        Opens(crypto: new WeChatPushCrypto("wx0123456789abcdef", "AAAAA", new string('A', 43))).ShouldBeFalse("a push for another app, truly signed");
        Opens(crypto: new WeChatPushCrypto(AppId, "AAAAA", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")).ShouldBeFalse("another key gives a random length");
    }

    [Fact]
    public void Truncated_oversized_shuffled_and_changed_ciphertexts_are_refused_even_when_signed()
    {
        var whole = Convert.FromBase64String(Vectors.Text(Secure, "encrypt"));
        for (var length = 0; length < whole.Length; length++) OpensSigned(whole[..length]).ShouldBeFalse($"cut to {length}");
        OpensSigned([.. whole, .. whole]).ShouldBeFalse();
        byte[] shuffled = [.. whole[16..32], .. whole[..16], .. whole[32..]];
        OpensSigned(shuffled).ShouldBeFalse();
        OpensSigned([.. whole[..^32], .. whole[^16..], .. whole[^32..^16]]).ShouldBeFalse();
        OpensSigned(new byte[WeChatPushCrypto.MaxEncryptedLength]).ShouldBeFalse();
        Opens(encrypted: "not base64 !").ShouldBeFalse();
        OpensSignedText("not base64 !").ShouldBeFalse();
        OpensSignedText("").ShouldBeFalse();
    }

    [Fact]
    public void Whatever_is_encrypted_opens_again_and_no_flipped_byte_gives_another_message()
    {
        Prop.ForAll<NonNull<string>, int>((text, position) =>
        {
            var message = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
            var made = Crypto.Encrypt(message, "1", "2");
            Crypto.TryDecrypt(made.MsgSignature, "1", "2", made.Encrypt, out var opened).ShouldBeTrue();
            opened.ShouldBe(message);
            Convert.FromBase64String(made.Encrypt).Length.ShouldSatisfyAllConditions(n => (n % 32).ShouldBe(0));
            var bytes = Convert.FromBase64String(made.Encrypt);
            bytes[(int)((uint)position % bytes.Length)] ^= 1;
            Crypto.TryDecrypt(made.MsgSignature, "1", "2", Convert.ToBase64String(bytes), out _).ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_bytes_under_a_true_signature_never_open_and_never_throw()
    {
        for (var i = 0; i < 2000; i++) OpensSigned(RandomNumberGenerator.GetBytes(16 * (1 + (i % 12)))).ShouldBeFalse();
    }

    [Fact]
    public void Raw_data_carries_the_session_keys_signature()
    {
        const string vector = "rawdata_signature";
        var (raw, key, signature) = (Vectors.Text(vector, "rawData"), Vectors.Text(vector, "session_key"), Vectors.Text(vector, "signature"));
        WeChatUserData.IsSigned(raw, key, signature).ShouldBeTrue();
        WeChatUserData.IsSigned(raw + " ", key, signature).ShouldBeFalse();
        WeChatUserData.IsSigned(raw, "tiihtNczf5v6AKRyjwEUhQ==", signature).ShouldBeFalse();
    }

    [Fact]
    public void User_data_opens_with_its_key_for_its_app_while_fresh()
    {
        const string vector = "userinfo_decrypt";
        bool Open(string? key = null, string? app = null, DateTime oldest = default, string? data = null) => WeChatUserData.TryDecrypt(
            data ?? Vectors.Text(vector, "encryptedData"), Vectors.Text(vector, "iv"), key ?? Vectors.Text(vector, "session_key"),
            app ?? Vectors.Text(vector, "appid"), oldest, out _);

        WeChatUserData.TryDecrypt(
            Vectors.Text(vector, "encryptedData"), Vectors.Text(vector, "iv"), Vectors.Text(vector, "session_key"), Vectors.Text(vector, "appid"),
            default, out var json).ShouldBeTrue();
        foreach (var part in Vectors.Node(vector, "expect_contains").AsArray()) json!.ShouldContain(part!.ToString());
        Open(app: AppId).ShouldBeFalse();
        Open(key: "HyVFkGl5F5OQWJZZaNzBBg==").ShouldBeFalse();
        Open(key: "short").ShouldBeFalse();
        Open(data: "AAAA").ShouldBeFalse();
        Open(oldest: new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).ShouldBeFalse();
    }

    private static bool OpensSigned(byte[] cipher) => OpensSignedText(Convert.ToBase64String(cipher));

    // Signed truly, so that the decryption itself must refuse: a leaked token must not be enough.
    private static bool OpensSignedText(string encrypted)
    {
        string[] parts = ["AAAAA", "1", "2", encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The push protocol prescribes SHA-1.
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
        return Crypto.TryDecrypt(signature, "1", "2", encrypted, out _);
    }
}
