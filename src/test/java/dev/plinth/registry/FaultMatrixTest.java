package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every way in which a registry misbehaves, met cold (nothing read yet), half-way (the index read, then it begins) and warm
 * (everything read): the answer is the contract's, in time, of the right bytes, and no credential went astray. Prints its table.
 */
class FaultMatrixTest {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);
    /** For a machine that does other things as well. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private static final String READ = Misbehaviour.READ;
    private static final String SECRET = "s3cret-of-ann";

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=alpine")).build();
    private static final RawArtifact INDEX = IndexBuilder.of(IMAGE).build();

    /** What came of it. */
    private record Cell(String outcome, Duration took, boolean right, boolean leaked, boolean othersServed) {}

    @TestFactory
    Stream<DynamicTest> everyFaultGivesTheAnswerOfTheContract() throws Exception {
        List<Misbehaviour> rows = Misbehaviour.all();
        warmUp();
        List<Future<List<Cell>>> running = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        try (ExecutorService some = Executors.newFixedThreadPool(6)) {
            for (Misbehaviour row : rows) {
                running.add(some.submit((Callable<List<Cell>>) () -> cells(row)));
            }
        }
        StringBuilder table = new StringBuilder(
                "\n%-36s %-20s %-20s %-8s %s\n".formatted("fault", "cold", "half-way", "warm", "longest"));
        int wrong = 0;
        int late = 0;
        int leaks = 0;
        for (int i = 0; i < rows.size(); i++) {
            Misbehaviour row = rows.get(i);
            List<Cell> cells = running.get(i).get();
            Duration longest =
                    cells.stream().map(Cell::took).max(Duration::compareTo).orElseThrow();
            table.append("%-36s %-20s %-20s %-8s %d ms\n"
                    .formatted(
                            row.name(),
                            cells.get(0).outcome(),
                            cells.get(1).outcome(),
                            cells.get(2).outcome(),
                            longest.toMillis()));
            wrong += (int) cells.stream().filter(cell -> !cell.right()).count();
            late += longest.compareTo(DEADLINE.plus(GRACE)) > 0 ? 1 : 0;
            leaks += (int) cells.stream().filter(Cell::leaked).count();
            tests.add(DynamicTest.dynamicTest(row.name(), () -> {
                assertThat(row.cold()).contains(cells.get(0).outcome());
                assertThat(row.half()).contains(cells.get(1).outcome());
                assertThat(cells.get(2).outcome()).isEqualTo(READ);
                assertThat(cells).allSatisfy(cell -> {
                    assertThat(cell.took()).isLessThan(DEADLINE.plus(GRACE));
                    assertThat(cell.right()).isTrue();
                    assertThat(cell.leaked()).isFalse();
                    assertThat(cell.othersServed()).isTrue();
                });
            }));
        }
        table.append("%d faults x 3: %d wrong, %d late, %d leaks\n".formatted(rows.size(), wrong, late, leaks));
        System.out.println(table);
        return tests.stream();
    }

    /** Loading classes is not what is timed here. */
    private static void warmUp() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.plainly(Keychain.ANONYMOUS, registry.host())) {
            registry.accounts().scheme(Accounts.Scheme.BEARER).everybody("shop");
            registry.push("shop/cart:1", INDEX);
            assertThat(ImageRead.read(reading.images(), registry.reference("shop/cart:1"), Reading.soon()))
                    .isEqualTo(IMAGE.configDigest());
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/gone:1")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
        }
    }

    private static List<Cell> cells(Misbehaviour row) throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (String state : List.of("cold", "half-way", "warm")) {
            cells.add(cell(row, state));
        }
        return cells;
    }

    private static Cell cell(Misbehaviour row, String state) throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry other = FakeRegistry.start();
                Reading reading = Reading.of(
                        Reading.plain(registry.host(), other.host()) + "cache: {failures: 0s}\n",
                        onlyFor(other.host()))) {
            registry.push("shop/cart:1", INDEX);
            other.push("shop/cart:1", INDEX);
            other.accounts().scheme(Accounts.Scheme.BASIC).add("ann", SECRET);
            if (row.name().startsWith("token")) {
                registry.accounts().scheme(Accounts.Scheme.BEARER).everybody("shop");
            }
            ImageReference reference = registry.reference("shop/cart:1");
            if (state.equals("half-way")) {
                reading.manifest(reference);
            } else if (state.equals("warm")) {
                ImageRead.read(reading.images(), reference, Reading.soon());
            }
            row.arm().accept(registry);
            long start = System.nanoTime();
            String outcome;
            boolean right = true;
            try {
                Digest read = ImageRead.read(reading.images(), reference, Reading.within(DEADLINE));
                right = read.equals(IMAGE.configDigest());
                outcome = READ;
            } catch (UnavailableException e) {
                outcome = e.unavailable().reason().label();
                right = !e.unavailable().toString().contains("Exception")
                        && !e.unavailable().toString().contains(SECRET);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            boolean served = ImageRead.read(reading.images(), other.reference("shop/cart:1"), Reading.soon())
                    .equals(IMAGE.configDigest());
            return new Cell(outcome, took, right, leaked(registry), served);
        }
    }

    private static Keychain onlyFor(String host) {
        Credential ann = Credential.basic("ann", SECRET, "test");
        return (requester, repository) -> repository.registry().equals(host)
                ? new PullCredentials(List.of(ann), List.of())
                : PullCredentials.NONE;
    }

    /** The registry under test was never meant to see a credential. */
    private static boolean leaked(FakeRegistry registry) {
        return registry.authorizations().stream().anyMatch(header -> header.startsWith("Basic "));
    }
}
