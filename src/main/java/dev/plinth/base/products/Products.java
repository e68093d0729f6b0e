package dev.plinth.base.products;

import java.util.List;

/** The official images that applications are built on, by the variables they set. Dated data: names of 2026, kept in one place. */
final class Products {

    static final List<Product> ALL = List.of(
            Product.language("PYTHON_VERSION", "python", 2, TagForm.SLIM_CODENAME),
            Product.language("NODE_VERSION", "node", 1, TagForm.CODENAME_SLIM, "YARN_VERSION"),
            Product.language("GOLANG_VERSION", "golang", 2, TagForm.CODENAME),
            Product.language("RUBY_VERSION", "ruby", 2, TagForm.SLIM_CODENAME, "GEM_HOME"),
            Product.language("RUST_VERSION", "rust", 2, TagForm.SLIM_CODENAME, "CARGO_HOME"),
            Product.language("PHP_VERSION", "php", 2, TagForm.CODENAME, "PHPIZE_DEPS"),
            Product.language("OTP_VERSION", "erlang", 1, TagForm.SLIM_CODENAME),
            Product.language("ELIXIR_VERSION", "elixir", 2, TagForm.SLIM_CODENAME),
            Product.language("JULIA_VERSION", "julia", 2, TagForm.CODENAME),
            Product.language("PYPY_VERSION", "pypy", 2, TagForm.SLIM_CODENAME),
            Product.language("SWIFT_VERSION", "swift", 2, TagForm.CODENAME_SLIM, "SWIFT_PLATFORM"),
            Product.language("JAVA_VERSION", "java", 1, TagForm.TEMURIN),
            Product.language("DOTNET_VERSION", "dotnet", 2, TagForm.CODENAME_SLIM),
            Product.server("MAVEN_VERSION", "maven", 3, "MAVEN_HOME"),
            Product.server("GRADLE_VERSION", "gradle", 2, "GRADLE_HOME"),
            Product.server("TOMCAT_VERSION", "tomcat", 2, "CATALINA_HOME"),
            Product.server("JETTY_VERSION", "jetty", 2, "JETTY_HOME"),
            Product.server("NGINX_VERSION", "nginx", 2),
            Product.server("HTTPD_VERSION", "httpd", 2, "HTTPD_PREFIX"),
            Product.server("HAPROXY_VERSION", "haproxy", 2),
            Product.server("REDIS_VERSION", "redis", 1),
            Product.server("VALKEY_VERSION", "valkey/valkey", 1),
            Product.server("MEMCACHED_VERSION", "memcached", 2),
            Product.server("PG_VERSION", "postgres", 1),
            Product.server("MYSQL_VERSION", "mysql", 2, "MYSQL_MAJOR"),
            Product.server("MARIADB_VERSION", "mariadb", 2),
            Product.server("MONGO_VERSION", "mongo", 1, "MONGO_MAJOR"),
            Product.server("RABBITMQ_VERSION", "rabbitmq", 2),
            Product.server("CASSANDRA_VERSION", "cassandra", 2),
            Product.server("WORDPRESS_VERSION", "wordpress", 2),
            Product.server("NEXTCLOUD_VERSION", "nextcloud", 1),
            Product.server("GHOST_VERSION", "ghost", 1),
            Product.server("DRUPAL_VERSION", "drupal", 2));

    private Products() {}
}
