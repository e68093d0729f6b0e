import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/** The report page as people use it: URL CHROMIUM AXE-JAR PICTURES-DIR. One line a check, as the shell's checks print them. */
final class ReportChecks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 300_000;
    private static final int MOST_PICTURE_BYTES = 150_000;
    private static final double MOST_MILLISECONDS = 1_000;

    private final String url;
    private final Chromium page;
    private final String axe;
    private final Path pictures;
    private final HttpClient client = HttpClient.newHttpClient();
    private int passed;
    private int failed;

    private ReportChecks(String url, Chromium page, String axe, Path pictures) {
        this.url = url;
        this.page = page;
        this.axe = axe;
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        ReportChecks checks;
        try (JarFile jar = new JarFile(args[2]);
                Chromium page = new Chromium(args[1])) {
            String name = jar.stream().map(Object::toString).filter(entry -> entry.endsWith("/axe.min.js")).findFirst().orElseThrow();
            String axe = new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            checks = new ReportChecks(args[0], page, axe, Files.createDirectories(Path.of(args[3])));
            checks.all();
        }
        System.out.printf("%d passed, %d failed%n", checks.passed, checks.failed);
        System.exit(checks.failed == 0 ? 0 : 1);
    }

    private interface Check {
        void run() throws Exception;
    }

    private void check(String name, Check check) {
        long begun = System.nanoTime();
        try {
            check.run();
            passed++;
            System.out.printf(Locale.ROOT, "PASS %s (%.1f s)%n", name, (System.nanoTime() - begun) / 1e9);
        } catch (Exception | AssertionError e) {
            failed++;
            System.out.printf("FAIL %s: %s%n", name, e);
        }
    }

    private static void must(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static void note(String text) {
        System.out.println("    " + text);
    }

    private void all() throws Exception {
        page.size(1280, 900);
        page.scheme("light");
        check("first-paint-of-5000-workloads", this::firstPaint);
        check("nothing-comes-from-elsewhere", this::ownAssets);
        check("filters-find-what-they-say", this::filters);
        check("a-bookmark-keeps-its-filters", this::bookmark);
        check("every-number-has-a-link", this::numbersHaveLinks);
        check("every-link-of-a-number-shows-as-many", this::numbersCount);
        check("every-table-is-csv-and-json", this::downloads);
        check("whole-by-keyboard", this::keyboard);
        check("sorts-by-heading", this::sorting);
        check("whole-without-javascript", this::withoutScript);
        check("light-and-dark", this::schemes);
        check("accessible-in-light", () -> accessible("light"));
        check("accessible-in-dark", () -> accessible("dark"));
        check("fits-a-narrow-window", this::narrow);
        check("no-table-scrolls-sideways-on-a-small-laptop", this::tablesFit);
        check("no-complaint-of-the-browser", () -> must(page.complaints.isEmpty(), page.complaints));
        check("pictures", this::pictures);
    }

    private void firstPaint() throws Exception {
        page.call("Network.setCacheDisabled", "cacheDisabled", true);
        double[] paints = new double[7];
        long bytes = 0;
        for (int i = 0; i < paints.length; i++) {
            page.open(url);
            // The entry comes with the frame, which may be after the load event.
            paints[i] = page.value("""
                    new Promise(done => { const look = () => { const e = performance.getEntriesByName('first-contentful-paint')[0];
                    e ? done(e.startTime) : setTimeout(look, 10); }; look(); })""").asDouble();
            bytes = page.value("""
                    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                    .reduce((sum, e) => sum + e.encodedBodySize, 0)""").asLong();
        }
        page.call("Network.setCacheDisabled", "cacheDisabled", false);
        Arrays.sort(paints);
        int images = Integer.parseInt(page.text("document.title").replaceAll(".* of ([0-9]+) .*", "$1"));
        note(String.format(Locale.ROOT, "%d workloads: first paint %.0f ms (median of %d; %.0f to %.0f), page with style and script %d bytes",
                images, paints[paints.length / 2], paints.length, paints[0], paints[paints.length - 1], bytes));
        must(images >= 5_000, images + " images");
        must(paints[paints.length / 2] < MOST_MILLISECONDS, "slow");
        must(bytes < MOST_BYTES, "large");
    }

    private void ownAssets() throws Exception {
        page.open(url);
        JsonNode others = page.value("performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))");
        must(others.isEmpty(), others);
    }

    private int found() throws Exception {
        return page.value("Number(document.querySelector('.found strong').textContent)").asInt();
    }

    private void filters() throws Exception {
        page.open(url);
        page.value("document.querySelector('[name=outcome]').value = 'violating'; document.querySelector('[name=namespace]').value = 'payments'");
        page.leads(() -> page.value("document.querySelector('form button').click()"));
        must(page.text("location.search").equals("?namespace=payments&outcome=violating"), page.text("location.search"));
        must(found() > 0, "nothing found");
        JsonNode rows = page.value("[...document.querySelectorAll('table.workloads tbody tr')].map(r => [r.cells[0].textContent, r.cells[5].textContent])");
        for (JsonNode row : rows) {
            must(row.get(0).asText().equals("payments") && row.get(1).asText().equals("violating"), row);
        }
        page.leads(() -> page.value("document.querySelector('.chip[href*=\"outcome\"]').click()"));
        must(page.text("location.search").equals("?outcome=violating"), "a chip takes its own filter away: " + page.text("location.search"));
    }

    private void bookmark() throws Exception {
        page.open(url + "?base=docker.io%2Flibrary%2Fpython%3A3.12");
        String first = page.text("document.querySelector('[name=base]').value");
        page.open(url + "?namespace=search&tier=full&outcome=refused&page=1");
        int found = found();
        String address = page.text("location.href");
        page.open("about:blank");
        page.open(address);
        must(found() == found && found > 0, found);
        must(first.contains("python"), first);
        must(page.text("['namespace','tier','outcome'].map(n => document.querySelector(`[name=${n}]`).value).join()").equals("search,full,refused"),
                "the fields show the filters");
    }

    /** Days and changes are no counts of anything. */
    private void numbersHaveLinks() throws Exception {
        page.open(url);
        JsonNode bare = page.value("""
                [...document.querySelectorAll('td.n')].filter(td => td.textContent !== '' && !td.querySelector('a'))
                .map(td => td.closest('table').tHead.rows[0].cells[td.cellIndex].textContent)
                .filter(t => !['Trend', 'Days left'].includes(t))""");
        must(bare.isEmpty(), bare);
        must(page.value("[...document.querySelectorAll('.cards li')].every(li => li.querySelector('a[href]'))").asBoolean(), "cards");
    }

    private record Counted(String what, String href, int number, String column) {}

    private void numbersCount() throws Exception {
        page.open(url);
        List<Counted> all = new ArrayList<>();
        JsonNode links = page.value("""
                [...document.querySelectorAll('.cards a'), ...document.querySelectorAll('.bars a'),
                 ...[...document.querySelectorAll('table.namespaces, table.rules, table.bases, table.exemptions')].flatMap(t =>
                   [...t.tBodies[0].rows].slice(0, 4).flatMap(r => [...r.querySelectorAll('td.n a')]))].map(a => {
                  const td = a.closest('td');
                  const column = td ? td.closest('table').tHead.rows[0].cells[td.cellIndex].textContent : 'Images';
                  const number = a.querySelector('strong') ? a.querySelector('strong').textContent
                      : a.querySelector('.n') ? a.querySelector('.n').textContent : a.textContent;
                  return [column, a.href.baseVal ?? a.getAttribute('href'), Number.parseInt(number)];
                })""");
        for (JsonNode link : links) {
            all.add(new Counted(link.toString(), link.get(1).asText(), link.get(2).asInt(), link.get(0).asText()));
        }
        int looked = 0;
        for (Counted it : all) {
            if (it.column.equals("Share") || !it.href.contains("#workloads")) {
                continue;
            }
            String query = it.href.replaceFirst("^report", "").replaceFirst("#.*", "");
            JsonNode rows = JSON.readTree(get("/report/workloads.json" + query).body());
            int counted = switch (it.column) {
                case "Pods" -> sum(rows, "pods");
                case "Workloads", "A change would mend" -> distinct(rows, "owner");
                case "Namespaces" -> distinct(rows, "");
                default -> rows.size();
            };
            must(counted == it.number, it.what + " leads to " + counted);
            looked++;
        }
        note(looked + " numbers held against what they lead to");
        must(looked > 50, looked);
    }

    private static int sum(JsonNode rows, String key) {
        int sum = 0;
        for (JsonNode row : rows) {
            sum += row.path(key).asInt();
        }
        return sum;
    }

    private static int distinct(JsonNode rows, String key) {
        java.util.Set<String> values = new java.util.HashSet<>();
        rows.forEach(row -> values.add(row.path("namespace").asText() + "/" + row.path(key).asText()));
        return values.size();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI at = URI.create(url.replaceFirst("/report$", path));
        return client.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void downloads() throws Exception {
        page.open(url + "?namespace=shop");
        JsonNode links = page.value("[...document.querySelectorAll('.download a')].map(a => a.getAttribute('href'))");
        int found = found();
        for (JsonNode link : links) {
            HttpResponse<String> answer = get("/" + link.asText());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            must(answer.statusCode() == 200 && type.startsWith(link.asText().contains(".csv") ? "text/csv" : "application/json"), link + " " + type);
            if (type.startsWith("application/json")) {
                must(JSON.readTree(answer.body()).isArray(), link);
            }
            if (link.asText().contains("workloads.csv")) {
                must(answer.body().lines().count() == found + 1, "the table's filter holds in CSV too");
            }
        }
        must(links.size() == 14, links);
        HttpResponse<String> whole = get("/report.json");
        JsonNode report = JSON.readTree(whole.body());
        must(report.path("images").size() >= 5_000 && report.path("workloads").size() > 0, "the whole report");
        note("the whole report is " + whole.body().length() / 1024 + " KiB of JSON");
    }

    private String focused(String of) throws Exception {
        return page.text("(e => e ? String(" + of + ") : '')(document.activeElement)");
    }

    /** Tab, until the element has the focus. */
    private void tabTo(String condition, int most) throws Exception {
        for (int i = 0; i < most; i++) {
            page.press("Tab");
            if (page.value("(e => " + condition + ")(document.activeElement)").asBoolean()) {
                return;
            }
        }
        throw new AssertionError("not reached by Tab: " + condition);
    }

    private void keyboard() throws Exception {
        page.open(url);
        page.press("Tab");
        must(focused("e.className").equals("skip"), "the first stop is the skip link");
        must(page.value("document.activeElement.getBoundingClientRect().left >= 0").asBoolean(), "and it shows");
        page.press("Enter");
        must(page.text("location.hash").equals("#workloads"), "it leads to the workloads");
        tabTo("e.name === 'namespace'", 5);
        must(!page.text("getComputedStyle(document.activeElement).outlineStyle").equals("none"), "the focus shows");
        page.type("billing");
        page.leads(() -> page.press("Enter"));
        must(page.text("location.search").equals("?namespace=billing") && found() > 0, page.text("location.search"));
        page.value("document.querySelector('table.namespaces th button').focus()");
        page.press("Enter");
        must(page.text("document.querySelector('table.namespaces th').getAttribute('aria-sort')").equals("ascending"), "headings sort");
        page.value("document.querySelector('details summary').focus()");
        page.press("Enter");
        must(page.value("document.querySelector('details').open").asBoolean(), "a refusal opens");
        must(page.text("document.querySelector('details pre').textContent").contains("plinth denied"), "with its full text");
    }

    private void sorting() throws Exception {
        page.open(url);
        page.value("[...document.querySelectorAll('table.bases th button')].find(b => b.textContent === 'Workloads').click()");
        JsonNode numbers = page.value("[...document.querySelectorAll('table.bases tbody tr')].map(r => Number(r.cells[3].textContent))");
        for (int i = 1; i < numbers.size(); i++) {
            must(numbers.get(i - 1).asInt() >= numbers.get(i).asInt(), "most first: " + numbers);
        }
        must(numbers.size() > 3, numbers);
    }

    private void withoutScript() throws Exception {
        page.call("Emulation.setScriptExecutionDisabled", "value", true);
        try {
            page.open(url);
            must(page.value("document.querySelector('th button') === null").asBoolean(), "the script did not run");
            must(found() >= 5_000, "everything is there");
            // By the skip link, which needs no script either; without it there are a thousand links on the way.
            page.press("Tab");
            page.press("Enter");
            tabTo("e.name === 'namespace'", 5);
            page.type("identity");
            page.leads(() -> page.press("Enter"));
            must(page.text("new URLSearchParams(location.search).get('namespace')").equals("identity") && found() > 0, "filters");
            page.open(url);
            page.value("document.querySelector('a[rel=next]').focus()");
            page.leads(() -> page.press("Enter"));
            must(page.text("location.search").contains("page=2"), "pages");
            page.value("document.querySelector('details summary').focus()");
            page.press(" ");
            must(page.value("document.querySelector('details').open").asBoolean(), "refusals open");
        } finally {
            page.call("Emulation.setScriptExecutionDisabled", "value", false);
        }
    }

    private double brightness() throws Exception {
        return page.value("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).reduce((s, c) => s + Number(c), 0) / 765").asDouble();
    }

    private void schemes() throws Exception {
        page.scheme("light");
        page.open(url);
        must(brightness() > 0.9, brightness());
        page.scheme("dark");
        must(brightness() < 0.15, brightness());
        page.scheme("light");
    }

    private void accessible(String scheme) throws Exception {
        page.scheme(scheme);
        page.open(url + "?namespace=shop");
        page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        page.value(axe + "; 0");
        JsonNode found = page.value("""
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
                .then(r => ({passes: r.passes.length, violations: r.violations.map(v => v.id + ' (' + v.impact + '): ' + v.nodes[0].html.slice(0, 160)
                 + ' ' + (v.nodes[0].failureSummary || '').slice(0, 200))}))""");
        note(scheme + ": " + found.path("passes") + " rules of axe hold");
        must(found.path("violations").isEmpty() && found.path("passes").asInt() > 20, found.path("violations"));
        page.scheme("light");
    }

    private void narrow() throws Exception {
        page.size(400, 800);
        page.open(url);
        int width = page.value("document.documentElement.scrollWidth").asInt();
        page.size(1280, 900);
        must(width <= 400, width + " pixels wide");
    }

    private void tablesFit() throws Exception {
        for (String query : new String[] {"", "?outcome=drifted", "?outcome=refused"}) {
            page.open(url + query);
            JsonNode wide = page.value("""
                    [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)
                    .map(e => e.getAttribute('aria-label') + ': ' + e.scrollWidth + ' of ' + e.clientWidth)""");
            must(wide.isEmpty(), query + " " + wide);
        }
    }

    private void pictures() throws Exception {
        page.size(1280, 900);
        page.scheme("light");
        page.open(url);
        picture("report-ready", "body", 860);
        picture("report-bases", "#stands", 1000);
        page.scheme("dark");
        page.open(url + "?outcome=drifted");
        picture("report-workloads-dark", "#workloads", 640);
        page.scheme("light");
        page.open(url);
        page.value("document.querySelector('details').open = true");
        picture("report-refusals", "#refusals", 760);
    }

    private void picture(String name, String selector, int height) throws Exception {
        byte[] bytes = page.picture(selector, height);
        Files.write(pictures.resolve(name + ".png"), bytes);
        note(name + ".png " + bytes.length + " bytes");
        must(bytes.length < MOST_PICTURE_BYTES, name + " is large: " + bytes.length);
    }
}
