using System;
using System.Text.Json;

namespace Shomei.Sample
{
    /// <summary>
    /// A refusal of the portal (RFC 9457): decide on <c>Code</c>, show <c>Detail</c> and <c>NextStep</c>, keep <c>RequestId</c> for the
    /// hospital's staff.
    /// </summary>
    public sealed class ShomeiException : Exception
    {
        public ShomeiException(int status, string body)
            : base("The portal answered " + status)
        {
            Status = status;
            try
            {
                using (JsonDocument problem = JsonDocument.Parse(body))
                {
                    JsonElement root = problem.RootElement;
                    Code = Text(root, "code") ?? Text(root, "error") ?? "";
                    Detail = Text(root, "detail") ?? "";
                    NextStep = Text(root, "next_step") ?? "";
                    RequestId = Text(root, "request_id") ?? "";
                    JsonElement seconds;
                    if (root.TryGetProperty("retry_after", out seconds)) RetryAfterSeconds = seconds.GetInt32();
                }
            }
            catch (JsonException)
            {
                // A proxy on the way answers with pages of its own.
                Code = "";
            }
        }

        public int Status { get; }
        public string Code { get; }
        public string Detail { get; }
        public string NextStep { get; }
        public string RequestId { get; }

        /// <summary>Seconds to wait before the same request is sent again; -1 where the answer names none.</summary>
        public int RetryAfterSeconds { get; } = -1;

        private static string Text(JsonElement problem, string name)
        {
            JsonElement value;
            return problem.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
    }
}
