package dev.plinth.base.products;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Repositories of official images whose version stands in a variable of their own name ({@code INFLUXDB_VERSION}), beside those with
 * rules of their own. An application may set such a variable too, so that they are only asked for.
 */
final class OfficialNames {

    private static final String SUFFIX = "_VERSION";

    private static final Set<String> NAMES = Set.of(
            "adminer",
            "aerospike",
            "api-firewall",
            "arangodb",
            "bonita",
            "caddy",
            "cassandra",
            "chronograf",
            "clojure",
            "composer",
            "consul",
            "couchbase",
            "couchdb",
            "crate",
            "docker",
            "drupal",
            "eclipse-mosquitto",
            "elasticsearch",
            "flink",
            "fluentd",
            "gcc",
            "geonetwork",
            "ghost",
            "gradle",
            "groovy",
            "haproxy",
            "haskell",
            "haxe",
            "influxdb",
            "jenkins",
            "jetty",
            "joomla",
            "jruby",
            "julia",
            "kapacitor",
            "kibana",
            "kong",
            "liquibase",
            "logstash",
            "mariadb",
            "matomo",
            "maven",
            "mediawiki",
            "memcached",
            "mongo-express",
            "mono",
            "nats",
            "neo4j",
            "nextcloud",
            "odoo",
            "open-liberty",
            "percona",
            "perl",
            "phpmyadmin",
            "plone",
            "rabbitmq",
            "redmine",
            "registry",
            "rethinkdb",
            "solr",
            "sonarqube",
            "spark",
            "storm",
            "swipl",
            "telegraf",
            "tomcat",
            "tomee",
            "traefik",
            "unit",
            "varnish",
            "vault",
            "wordpress",
            "xwiki",
            "yourls",
            "znc",
            "zookeeper");

    private OfficialNames() {}

    /** The repository that a variable's name points to; empty if it is none of these. */
    static Optional<String> of(String variable) {
        if (!variable.endsWith(SUFFIX) || variable.length() > 40) {
            return Optional.empty();
        }
        String name = variable.substring(0, variable.length() - SUFFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return NAMES.contains(name) ? Optional.of(name) : Optional.empty();
    }
}
