/**
 * The steps of an image's history as the builders write them, taken apart: which instruction, its text, and the layer it made.
 * All of it is free text of whoever built the image: bounded, read by hand-written scanners, and never proof of anything.
 */
@NullMarked
package dev.plinth.base.history;

import org.jspecify.annotations.NullMarked;
