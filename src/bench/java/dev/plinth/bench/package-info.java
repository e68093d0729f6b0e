/** JMH benchmarks: {@code ./mvnw -Pbench -DskipTests test-compile exec:exec -Dbench=Catalogue}. Never part of the program. */
@NullMarked
package dev.plinth.bench;

import org.jspecify.annotations.NullMarked;
