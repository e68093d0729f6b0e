package dev.plinth.cli;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.cli.input.ReadingOptions;
import dev.plinth.cli.text.ProgressLine;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Catalogues;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.review.text.Sizes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the catalogue of known bases, refreshes and shares it. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | update [REFERENCE…] | push REFERENCE | pull REFERENCE)",
        description = "Looks at the catalogue of known bases, refreshes and shares it.")
final class CatalogCommand implements Runnable {

    /** Old enough that a tenth of the images built today would not be found in it (measured on official images). */
    private static final Duration STALE = Duration.ofDays(7);

    private static final Duration UPDATE = Duration.ofMinutes(30);

    private final Surroundings with;

    @Spec
    @Nullable
    CommandSpec spec;

    CatalogCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "say list, update, push or pull");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the known bases, and how old that knowledge is.")
    int list(
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "How to print.")
                    Output output,
            @Mixin ReadingOptions options)
            throws CommandException {
        Terminal terminal = with.terminal();
        try (Catalogues catalogues = with.workbench().catalogues(options.settings())) {
            Catalogue catalogue = catalogues.inUse();
            List<KnownBase> current = catalogue
                    .builds()
                    .filter(KnownBase::current)
                    .sorted(Comparator.comparing(
                                    (KnownBase base) -> base.names().getFirst().familiar())
                            .thenComparing(base -> String.valueOf(base.platform())))
                    .toList();
            switch (output) {
                case TEXT -> {
                    for (KnownBase base : current) {
                        terminal.out().println(line(base));
                    }
                    terminal.out().println(age(catalogue, Instant.now()));
                }
                case JSON ->
                    terminal.out()
                            .println(JsonText.indented(new Tree()
                                    .with("built", catalogue.built())
                                    .with("chains", catalogue.chains())
                                    .with("bases", current, CatalogCommand::document)
                                    .node()));
            }
        }
        return ExitCode.CLEAN;
    }

    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Asks registries for bases, and brings new builds into the local catalogue.")
    int update(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "REFERENCE",
                            description =
                                    "Tags to bring in, * for anything in a tag; else those configured and the well-known.")
                    @Nullable
                    List<String> references,
            @Mixin ReadingOptions options)
            throws CommandException {
        return working(options, (catalogues, exchange, progress) -> {
            List<String> bases = references == null || references.isEmpty() ? catalogues.bases() : references;
            CatalogueStore.Update update = catalogues.store().update(bases, exchange, progress::at);
            progress.close();
            for (CatalogueStore.Failure failure : update.failures()) {
                Cli.complain(with.terminal(), Terminal.plain(failure.base() + ": " + failure.why()));
            }
            with.terminal()
                    .out()
                    .println(update.tags() + " tags looked at: " + update.added() + " new builds, " + update.unchanged()
                            + " unchanged, " + update.failures().size() + " failed; "
                            + update.catalogue().chains() + " builds known");
            return update.failures().isEmpty() ? ExitCode.CLEAN : ExitCode.UNAVAILABLE;
        });
    }

    @Command(
            name = "push",
            mixinStandardHelpOptions = true,
            description = "Stores the catalogue in a registry, as an OCI artifact.")
    int push(@Parameters(paramLabel = "REFERENCE") ImageReference reference, @Mixin ReadingOptions options)
            throws CommandException {
        return working(options, (catalogues, exchange, progress) -> {
            progress.at(0, 1, reference.familiar());
            String digest = catalogues.store().push(reference, exchange).toString();
            progress.close();
            with.terminal()
                    .out()
                    .println(
                            "pushed " + reference.withTag(null).withDigest(null).canonical() + "@" + digest);
            return ExitCode.CLEAN;
        });
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description = "Brings the catalogue from a registry into the local one.")
    int pull(@Parameters(paramLabel = "REFERENCE") ImageReference reference, @Mixin ReadingOptions options)
            throws CommandException {
        return working(options, (catalogues, exchange, progress) -> {
            progress.at(0, 1, reference.familiar());
            Catalogue catalogue = catalogues.store().pull(reference, exchange);
            progress.close();
            with.terminal().out().println(age(catalogue, Instant.now()));
            return ExitCode.CLEAN;
        });
    }

    /** One step that reads or writes. */
    private interface Work {
        int in(Catalogues catalogues, Exchange exchange, ProgressLine progress)
                throws IOException, UnavailableException;
    }

    private int working(ReadingOptions options, Work work) throws CommandException {
        try (Catalogues catalogues = with.workbench().catalogues(options.settings());
                ProgressLine progress = new ProgressLine(with.terminal())) {
            return work.in(catalogues, Exchange.of(Requester.OPERATOR, Deadline.after(UPDATE)), progress);
        } catch (UnavailableException e) {
            Cli.complain(with.terminal(), Terminal.plain(String.valueOf(e.getMessage())));
            return ExitCode.UNAVAILABLE;
        } catch (IOException e) {
            throw new CommandException("the local catalogue cannot be read or written: " + e.getMessage());
        }
    }

    private static String line(KnownBase base) {
        List<String> said = new ArrayList<>();
        said.add(String.format("%-44s", base.names().getFirst().familiar()));
        said.add(String.format("%-14s", base.platform()));
        said.add(String.format(
                "%-10s", base.tier() == null ? "unknown" : base.tier().label()));
        said.add(String.format("%8s", Sizes.of(base.size())));
        if (base.created() != null) {
            said.add("built "
                    + base.created().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
        }
        return String.join("  ", said);
    }

    private static String age(Catalogue catalogue, Instant now) {
        if (catalogue.built().equals(Instant.EPOCH)) {
            return "the catalogue is empty; fill it with `plinth catalog update`";
        }
        long days = Math.max(0, ChronoUnit.DAYS.between(catalogue.built(), now));
        String text = catalogue.chains() + " builds known; the newest was seen " + days
                + (days == 1 ? " day ago" : " days ago");
        return days > STALE.toDays() ? text + ", refresh with `plinth catalog update`" : text;
    }

    private static Node document(KnownBase base) {
        return new Tree()
                .with("names", base.names(), ImageReference::canonical)
                .with("platform", base.platform())
                .with("tier", base.tier() == null ? null : base.tier().label())
                .with("layers", base.layers())
                .with("size", base.size())
                .with("index", base.index())
                .with("manifest", base.manifest())
                .with("created", base.created())
                .node();
    }
}
