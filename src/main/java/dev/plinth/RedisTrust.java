package dev.plinth;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;

/** By which authorities the shared cache's certificate is checked, where it has one ({@code rediss://}): the operator's own. */
@Singleton
class RedisTrust implements RedisOptionsCustomizer {

    private final ServeConfig config;

    RedisTrust(ServeConfig config) {
        this.config = config;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        config.cacheRedisCaFile()
                .ifPresent(
                        file -> options.getNetClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(file)));
    }
}
