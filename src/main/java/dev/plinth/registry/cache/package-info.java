/**
 * What is remembered of registries, and for whom: immutable documents by digest (bounded by bytes), tags and failures briefly,
 * one fetch in flight for each document, and who may read which repository, asked before any of it answers.
 */
@NullMarked
package dev.plinth.registry.cache;

import org.jspecify.annotations.NullMarked;
