/**
 * Adapter: a registry of sample images within the program, and the script of the demonstration. Where there are public records
 * of a real image ({@code records.json}, from docker-library/repo-info: layer digests, sizes and history of linux/amd64), the
 * sample has its layers and its history; diff ids and configuration are generated for all of them, and the images that no
 * record exists for are generated whole. Each manifest says which, in the annotation {@code dev.plinth.demo}. Layers
 * themselves are never there: nothing here needs them.
 */
@NullMarked
package dev.plinth.demo;

import org.jspecify.annotations.NullMarked;
