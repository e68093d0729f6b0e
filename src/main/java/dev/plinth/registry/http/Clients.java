package dev.plinth.registry.http;

import dev.plinth.base.Unavailable;
import dev.plinth.registry.settings.HostSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One HTTP client for each way of trusting. HTTP/1.1 alone: a hostile peer has the least to play with. */
final class Clients implements AutoCloseable {

    private static final int MAX_HEADERS = 32 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    private final Vertx vertx;
    private final Map<Trust, HttpClient> clients = new ConcurrentHashMap<>();

    Clients(Vertx vertx) {
        this.vertx = vertx;
    }

    HttpClient of(HostSettings host) throws ExchangeException {
        Trust trust = Trust.of(host);
        HttpClient known = clients.get(trust);
        return known != null ? known : make(host, trust);
    }

    private synchronized HttpClient make(HostSettings host, Trust trust) throws ExchangeException {
        HttpClient known = clients.get(trust);
        if (known != null) {
            return known;
        }
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(30)
                .setPipelining(false)
                .setVerifyHost(true)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxChunkSize(MAX_CHUNK)
                .setConnectTimeout(CONNECT_MILLIS)
                .setTcpNoDelay(true)
                .setShared(false);
        try {
            trust.applyTo(options);
        } catch (IOException e) {
            throw new ExchangeException(
                    ExchangeException.Kind.CONNECT,
                    Unavailable.Reason.UNREACHABLE,
                    host.host(),
                    String.valueOf(e.getMessage()));
        }
        HttpClient client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(1_000))
                .build();
        clients.keySet().stream().filter(trust::sameFiles).toList().forEach(old -> {
            HttpClient replaced = clients.remove(old);
            if (replaced != null) {
                replaced.close();
            }
        });
        clients.put(trust, client);
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
    }
}
