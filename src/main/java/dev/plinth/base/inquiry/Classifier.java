package dev.plinth.base.inquiry;

import dev.plinth.base.Classification;
import java.util.List;
import java.util.Set;

/** From an image's metadata, and what else was read about it, to what it stands on. Pure and thread-safe. */
public interface Classifier {

    /** What is known with what has been read. */
    Classification classify(Dossier dossier);

    /**
     * What to read next so as to learn what is needed, most telling first; those of one answer can be read in parallel. Empty
     * once nothing more would help. Nothing is proposed twice.
     */
    List<Inquiry> inquiries(Dossier dossier, Set<Need> needs);
}
