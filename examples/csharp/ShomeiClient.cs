using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Shomei.Sample
{
    /// <summary>The EMR API of one facility, for a back end. One object serves all threads; it keeps the access token.</summary>
    public sealed class ShomeiClient
    {
        private const int SignTries = 4;
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

        /// <summary>A signature is made at the authority, in another building.</summary>
        private static readonly TimeSpan SignTimeout = TimeSpan.FromSeconds(60);

        private readonly HttpClient http;
        private readonly string baseUrl;
        private readonly ClientKey key;
        private readonly SemaphoreSlim oneFetch = new SemaphoreSlim(1);
        private string token;
        private DateTimeOffset renewAt = DateTimeOffset.MinValue;

        public ShomeiClient(HttpClient http, string facilityUrl, ClientKey key)
        {
            this.http = http;
            // Each call has a limit of its own, and a stream has none.
            http.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
            baseUrl = facilityUrl + "/api/emr/v1";
            this.key = key;
        }

        public Task<JsonElement> GetSignInStatusAsync(string staffId, string terminalId)
        {
            string path = "/staff/" + Uri.EscapeDataString(staffId) + "/sign-in-status?terminal_id=" + Uri.EscapeDataString(terminalId);
            return CallAsync(HttpMethod.Get, path, null, null, Timeout);
        }

        /// <summary>
        /// Has a prescription signed. Whatever happens on the way, the same <paramref name="idempotencyKey"/> with the same CSV is signed
        /// once: after a time-out or a lost connection the same request is sent again.
        /// </summary>
        public async Task<JsonElement> SignPrescriptionAsync(string staffId, string terminalId, byte[] csv, string idempotencyKey)
        {
            var body = new Dictionary<string, string>
            {
                ["staff_id"] = staffId,
                ["terminal_id"] = terminalId,
                ["document"] = Convert.ToBase64String(csv),
            };
            for (int attempt = 1; ; attempt += 1)
            {
                TimeSpan wait;
                try
                {
                    return await CallAsync(HttpMethod.Post, "/prescriptions/sign", body, idempotencyKey, SignTimeout);
                }
                catch (ShomeiException refused) when (attempt < SignTries && (refused.RetryAfterSeconds >= 0 || refused.Status == 503))
                {
                    wait = TimeSpan.FromSeconds(refused.RetryAfterSeconds >= 0 ? Math.Min(refused.RetryAfterSeconds, 30) : 1 << attempt);
                }
                catch (Exception lost) when (attempt < SignTries && (lost is HttpRequestException || lost is OperationCanceledException))
                {
                    wait = TimeSpan.FromSeconds(1 << attempt);
                }
                await Task.Delay(wait);
            }
        }

        public Task<JsonElement> VerifyAsync(byte[] document)
        {
            var body = new Dictionary<string, string> { ["document"] = Convert.ToBase64String(document) };
            return CallAsync(HttpMethod.Post, "/documents/verify", body, null, Timeout);
        }

        /// <summary>
        /// Hands each event (its name, its JSON) to <paramref name="goesOn"/> until that answers false or the stream ends, at the latest
        /// after 15 minutes: then open a new one. Give up a stream that has been silent for 30 seconds.
        /// </summary>
        public async Task FollowEventsAsync(string terminalId, Func<string, string, bool> goesOn)
        {
            using (HttpRequestMessage request = NewRequest(HttpMethod.Get, "/events?terminal_id=" + Uri.EscapeDataString(terminalId)))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await FreshTokenAsync());
                using (HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
                {
                    if (!answer.IsSuccessStatusCode)
                        throw new ShomeiException((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
                    using (var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8))
                    {
                        string name = "";
                        for (string line = await lines.ReadLineAsync(); line != null; line = await lines.ReadLineAsync())
                        {
                            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line.Substring(7);
                            else if (line.StartsWith("data: ", StringComparison.Ordinal) && !goesOn(name, line.Substring(6))) return;
                        }
                    }
                }
            }
        }

        private async Task<JsonElement> CallAsync(
            HttpMethod method, string path, Dictionary<string, string> body, string idempotencyKey, TimeSpan timeout)
        {
            try
            {
                return await CallOnceAsync(method, path, body, idempotencyKey, timeout);
            }
            catch (ShomeiException refused) when (refused.Status == (int)HttpStatusCode.Unauthorized)
            {
                renewAt = DateTimeOffset.MinValue;
            }
            return await CallOnceAsync(method, path, body, idempotencyKey, timeout);
        }

        private async Task<JsonElement> CallOnceAsync(
            HttpMethod method, string path, Dictionary<string, string> body, string idempotencyKey, TimeSpan timeout)
        {
            using (HttpRequestMessage request = NewRequest(method, path))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await FreshTokenAsync());
                if (idempotencyKey != null) request.Headers.Add("Idempotency-Key", idempotencyKey);
                if (body != null)
                    request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
                return await SendAsync(request, timeout);
            }
        }

        private async Task<string> FreshTokenAsync()
        {
            await oneFetch.WaitAsync();
            try
            {
                if (DateTimeOffset.UtcNow < renewAt) return token;
                using (HttpRequestMessage request = NewRequest(HttpMethod.Post, "/token"))
                {
                    request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["grant_type"] = "client_credentials",
                        ["client_id"] = key.ClientId,
                        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        ["client_assertion"] = key.AssertFor(baseUrl + "/token"),
                    });
                    JsonElement answer = await SendAsync(request, Timeout);
                    token = answer.GetProperty("access_token").GetString();
                    renewAt = DateTimeOffset.UtcNow.AddSeconds(answer.GetProperty("expires_in").GetInt32() - 60);
                    return token;
                }
            }
            finally
            {
                oneFetch.Release();
            }
        }

        private async Task<JsonElement> SendAsync(HttpRequestMessage request, TimeSpan timeout)
        {
            using (var limit = new CancellationTokenSource(timeout))
            using (HttpResponseMessage answer = await http.SendAsync(request, limit.Token))
            {
                string body = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode) throw new ShomeiException((int)answer.StatusCode, body);
                using (JsonDocument json = JsonDocument.Parse(body)) return json.RootElement.Clone();
            }
        }

        private HttpRequestMessage NewRequest(HttpMethod method, string path)
        {
            var request = new HttpRequestMessage(method, baseUrl + path);
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("ja"));
            return request;
        }
    }
}
