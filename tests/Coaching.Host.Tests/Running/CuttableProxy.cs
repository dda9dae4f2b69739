using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Coaching.Host.Tests.Running;

/// <summary>
/// A TCP proxy that can cut the line for real: it resets every connection and refuses new ones, as a phone in a lift
/// sees it. (A browser's own offline mode leaves an open WebSocket merely stalled.)
/// </summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly ConcurrentDictionary<Socket, byte> sockets = new();
    private TcpListener listener;
    private Task accepting;

    public CuttableProxy(int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Resets every connection and refuses new ones until <see cref="Mend"/>.</summary>
    public async Task CutAsync()
    {
        listener.Stop();
        await accepting;
        foreach (var socket in sockets.Keys) Reset(socket);
    }

    /// <summary>Lets connections through again, on the same port.</summary>
    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                _ = ForwardAsync(await from.AcceptSocketAsync());
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        sockets.TryAdd(client, 0);
        sockets.TryAdd(server, 0);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (SocketException)
        {
            // The product is down: the client sees a reset, as it would without the proxy.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count) await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Cut or closed; the other side is closed with it.
        }
    }

    private void Reset(Socket socket)
    {
        if (!sockets.TryRemove(socket, out _)) return;
        // Lingering for no time makes Close send a reset instead of a polite end.
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
