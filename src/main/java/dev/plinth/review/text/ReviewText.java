package dev.plinth.review.text;

import dev.plinth.base.Resolution.Classified;
import dev.plinth.data.Printable;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Policy;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The texts of one review. */
public final class ReviewText {

    /** Images with a block of their own; a pod has rarely more. */
    private static final int MOST_BLOCKS = 20;

    /** What the API server shows of all warnings, less a margin. */
    private static final int MOST_WARNING_CHARACTERS = 4_000;

    private final Workload workload;
    private final List<JudgedImage> images;
    private final PolicyInForce policy;

    public ReviewText(Workload workload, List<JudgedImage> images, PolicyInForce policy) {
        this.workload = workload;
        this.images = List.copyOf(images);
        this.policy = policy;
    }

    /** One block an image that is denied, then those that are warned about, marked so. */
    public String denial() {
        long denied = images.stream().filter(image -> image.verdict().denies()).count();
        StringBuilder out = new StringBuilder("plinth denied ")
                .append(denied)
                .append(" of ")
                .append(images.size())
                .append(images.size() == 1 ? " image in " : " images in ")
                .append(Printable.of(workload.title()));
        int blocks = 0;
        for (JudgedImage image : images) {
            if (shown(image).isEmpty()) {
                continue;
            }
            if (++blocks > MOST_BLOCKS) {
                out.append("\n  and further images");
                break;
            }
            block(out, image);
        }
        return out.toString();
    }

    /** One warning a finding, most important first. */
    public List<String> warnings() {
        record Entry(JudgedImage image, Finding finding) {}
        List<Entry> entries = new ArrayList<>();
        for (JudgedImage image : images) {
            for (Finding finding : image.verdict().findings()) {
                if (finding.mode() == Mode.WARN) {
                    entries.add(new Entry(image, finding));
                }
            }
        }
        entries.sort(Comparator.comparing(entry -> entry.finding.kind()));
        List<String> warnings = new ArrayList<>();
        int left = MOST_WARNING_CHARACTERS;
        for (Entry entry : entries) {
            String warning = WarningText.of(entry.image, entry.finding);
            String more = "plinth: " + (entries.size() - warnings.size()) + " further findings";
            boolean last = warnings.size() == entries.size() - 1;
            if (left < warning.length() + (last ? 0 : more.length())) {
                warnings.add(more);
                break;
            }
            left -= warning.length();
            warnings.add(warning);
        }
        return warnings;
    }

    private static List<Finding> shown(JudgedImage image) {
        return image.verdict().findings().stream()
                .filter(finding -> finding.mode() != Mode.AUDIT)
                .toList();
    }

    private void block(StringBuilder out, JudgedImage judged) {
        out.append("\n  ")
                .append(place(judged.image()))
                .append(": ")
                .append(Printable.of(judged.image().image()));
        if (judged.resolution() instanceof Classified classified) {
            out.append("\n    base    ").append(BaseText.of(classified.classification()));
        }
        for (Finding finding : shown(judged)) {
            out.append("\n    rule    ").append(finding.rule()).append(": ").append(finding.text());
            out.append(finding.mode() == Mode.WARN ? "  (warning)" : "");
            out.append(WarningText.when(finding));
            if (finding.message() != null) {
                out.append("\n            ").append(finding.message());
            }
        }
        for (Advice advice : judged.advice()) {
            out.append("\n    fix     ").append(advice.line());
            String what = BaseText.tierAndSize(
                    advice.tier() == null ? null : advice.tier().label(), advice.size());
            out.append(what.isEmpty() ? "" : "  (" + what + ")");
            out.append(advice.why().isEmpty() ? "" : "\n            " + advice.why());
        }
        out.append("\n    exempt  ").append(exempt());
    }

    private String exempt() {
        Policy said = policy.policy();
        return (said.contact() == null ? "" : "ask " + said.contact() + "; ") + "policy " + policy.source();
    }

    /** Where the image stands: {@code init container "migrate"}. */
    public static String place(ContainerImage image) {
        String kind = switch (image.kind()) {
            case CONTAINER -> "container";
            case INIT_CONTAINER -> "init container";
            case EPHEMERAL_CONTAINER -> "ephemeral container";
            case IMAGE_VOLUME -> "image volume";
        };
        return kind + " \"" + Printable.of(image.name()) + "\"";
    }
}
