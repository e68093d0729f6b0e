/**
 * How right the classifier is, measured over published images with known truth and over builds generated on top of them: honest
 * ones with and without each kind of evidence, and lies.
 */
package dev.plinth.accuracy;
