/**
 * What an image stands on: from its metadata to evidence, from evidence to a lineage, from a lineage to tier, facts and
 * pinning.
 *
 * <p>Pure: it takes values and gives values. Where more would have to be read, it says what ({@link dev.plinth.base.inquiry.Inquiry})
 * and is asked again with what was found. Conservative by construction: whatever is missing, partial or contradictory gives
 * <em>unknown</em>, and what unknown means is the policy's business.
 */
@NullMarked
package dev.plinth.base;

import org.jspecify.annotations.NullMarked;
