using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shomei.Sample
{
    /// <summary>A client id with its P-256 key: signs the assertions that take the place of a secret (private_key_jwt, RFC 7523 §2.2).</summary>
    public sealed class ClientKey : IDisposable
    {
        private readonly ECDsa key;

        private ClientKey(string clientId, ECDsa key)
        {
            ClientId = clientId;
            this.key = key;
        }

        public string ClientId { get; }

        /// <param name="file">PKCS #8 in PEM, as <c>openssl genpkey</c> writes it.</param>
        public static ClientKey Read(string clientId, string file)
        {
            ECDsa key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return new ClientKey(clientId, key);
        }

        /// <summary>A JWT for one token request: it is accepted once, within a minute.</summary>
        public string AssertFor(string tokenUrl)
        {
            long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var header = new Dictionary<string, object> { ["alg"] = "ES256", ["typ"] = "JWT" };
            var claims = new Dictionary<string, object>
            {
                ["iss"] = ClientId,
                ["sub"] = ClientId,
                ["aud"] = tokenUrl,
                ["jti"] = Guid.NewGuid().ToString(),
                ["iat"] = now,
                ["exp"] = now + 60,
            };
            string signed = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
            // .NET's default is what JWS wants: r and s side by side (RFC 7518 §3.4).
            return signed + "." + Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
        }

        public void Dispose()
        {
            key.Dispose();
        }

        private static string Encode(byte[] bytes)
        {
            return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }
    }
}
