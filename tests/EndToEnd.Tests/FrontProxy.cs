using System.Diagnostics;
using System.Net.Sockets;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Somebody else's reverse proxy in front of the gateway, as people put one there.</summary>
internal sealed class FrontProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _folder;

    private FrontProxy(Process process, TempFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    public static Task<FrontProxy> StartAsync(string kind, Uri gateway) =>
        kind == "nginx" ? StartNginxAsync(gateway) : StartHaproxyAsync(gateway);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static Task<FrontProxy> StartNginxAsync(Uri gateway)
    {
        var program = Requires.Program("nginx", "nginx-light");
        var folder = new TempFolder();
        var port = FreePorts.Next();
        File.WriteAllText(folder["nginx.conf"], $$"""
            daemon off;
            worker_processes 1;
            pid {{folder["nginx.pid"]}};
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{folder["body"]}};
                proxy_temp_path {{folder["proxy"]}};
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass {{gateway.GetLeftPart(UriPartial.Authority)}};
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    }
                }
            }
            """);
        return StartAsync(program, folder, port, "-p", folder.Path, "-e", "stderr", "-c", folder["nginx.conf"]);
    }

    private static Task<FrontProxy> StartHaproxyAsync(Uri gateway)
    {
        var program = Requires.Program("haproxy", "haproxy");
        var folder = new TempFolder();
        var port = FreePorts.Next();
        File.WriteAllText(folder["haproxy.cfg"], $"""
            global
                maxconn 256
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
                option forwardfor
            frontend front
                bind 127.0.0.1:{port}
                default_backend gateway
            backend gateway
                server one {gateway.Authority}

            """);
        return StartAsync(program, folder, port, "-db", "-f", folder["haproxy.cfg"]);
    }

    private static async Task<FrontProxy> StartAsync(string program, TempFolder folder, int port, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        var proxy = new FrontProxy(process, folder, port);
        try
        {
            await Eventually.HoldsAsync(() => ListensAsync(process, port), $"{program} listens");
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> ListensAsync(Process process, int port)
    {
        Assert.That(process.HasExited, Is.False, "the proxy ended; what it said stands above");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
