using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;

namespace Shomei.Sample
{
    /// <summary>Arguments: facility URL, client id, file of its key, staff id, terminal id, CSV of a prescription, file for the signed document.</summary>
    public static class Program
    {
        public static async Task Main(string[] arguments)
        {
            string staff = arguments[3];
            string terminal = arguments[4];
            using (ClientKey key = ClientKey.Read(arguments[1], arguments[2]))
            using (var http = new HttpClient(HandlerFor(new Uri(arguments[0]))))
            {
                var shomei = new ShomeiClient(http, arguments[0], key);
                JsonElement status = await shomei.GetSignInStatusAsync(staff, terminal);
                Console.WriteLine("status: " + status.GetProperty("status").GetString());
                await shomei.FollowEventsAsync(terminal, (name, json) =>
                {
                    Console.WriteLine("event: " + name);
                    return name != "heartbeat";
                });

                byte[] csv = File.ReadAllBytes(arguments[5]);
                // One for each prescription, kept with it before anything is sent.
                string idempotencyKey = Guid.NewGuid().ToString();
                try
                {
                    byte[] signed = DocumentOf(await shomei.SignPrescriptionAsync(staff, terminal, csv, idempotencyKey));
                    byte[] again = DocumentOf(await shomei.SignPrescriptionAsync(staff, terminal, csv, idempotencyKey));
                    Console.WriteLine("signed, and once more: " + (signed.SequenceEqual(again) ? "same bytes" : "OTHER BYTES"));
                    File.WriteAllBytes(arguments[6], signed);
                    JsonElement verdict = await shomei.VerifyAsync(signed);
                    Console.WriteLine("verified: " + verdict.GetProperty("result").GetString());
                }
                catch (ShomeiException refused)
                {
                    Console.WriteLine("not signed: " + refused.Code);
                }
            }
        }

        private static byte[] DocumentOf(JsonElement answer)
        {
            return Convert.FromBase64String(answer.GetProperty("signed_document").GetString());
        }

        /// <summary>Names below localhost, which only the demonstration has, lead to this machine; all others go the usual way.</summary>
        private static HttpMessageHandler HandlerFor(Uri facility)
        {
            var handler = new SocketsHttpHandler();
            if (!facility.Host.EndsWith(".localhost", StringComparison.Ordinal)) return handler;
            handler.ConnectCallback = async (context, cancelled) =>
            {
                var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", context.DnsEndPoint.Port);
                return client.GetStream();
            };
            return handler;
        }
    }
}
