package org.parley;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.view.ViewScoped;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Architecture rules that the compiler does not check: which package may use which, and how large classes are. */
class HouseRulesTest {
    /** From top to bottom: a package may use those on the lines below, but none on its own line. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("web"),
            List.of("admin"),
            List.of("audit"),
            List.of("transfer", "assistant", "organise", "export"),
            List.of("formats"),
            List.of("answer", "intake", "trash", "retention"),
            List.of("search"),
            List.of("conversation"),
            List.of("account", "token", "totp", "oidc"),
            List.of("listing"),
            List.of("security", "document", "project"),
            List.of("segment"),
            List.of("session", "migration", "idempotency", "message"),
            List.of("jnosql"),
            List.of("store"),
            List.of("model", "bson"),
            List.of("reply"),
            List.of("platform", "markdown"));

    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(
                    location -> !location.contains("/embedded/")) // a module of its own, which Maven keeps apart
            .importPackages("org.parley");

    @Test
    void importsPointDownwards() {
        List<String> above = new ArrayList<>();
        for (List<String> floor : FLOORS) {
            for (String one : floor) {
                List<String> forbidden = new ArrayList<>(above);
                floor.stream().filter(other -> !other.equals(one)).forEach(forbidden::add);
                if (!forbidden.isEmpty()) {
                    noClasses()
                            .that()
                            .resideInAPackage(in(one))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    forbidden.stream().map(HouseRulesTest::in).toArray(String[]::new))
                            .check(PARLEY);
                }
            }
            above.addAll(floor);
        }
    }

    @Test
    void everyPackageHasItsFloor() {
        String[] known =
                FLOORS.stream().flatMap(List::stream).map(HouseRulesTest::in).toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(PARLEY);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.parley.(*)..").should().beFreeOfCycles().check(PARLEY);
    }

    @Test
    void noClassOfAParticularServerIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.sun..",
                        "sun..",
                        "org.glassfish..",
                        "fish.payara..",
                        "org.jboss..",
                        "io.undertow..",
                        "org.wildfly..",
                        "org.eclipse.parsson..")
                .check(PARLEY);
    }

    /**
     * Other classes may catch its exceptions; {@code Ownership} is the filter that all repositories share, and
     * {@code ConversationWrites} and {@code ConversationStorage} are the one writer of conversations, whose inserts, updates
     * and filters are in classes beside them; {@code DriverStatements} stands in for a template where there is no container.
     */
    @Test
    void onlyRepositoriesAndTheGroundFloorsKnowTheMongoDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("store"), in("jnosql"), in("session"), in("migration"))
                .and()
                .haveNameNotMatching(
                        ".*Repository(\\$.*)?|.*\\.Ownership"
                                + "|.*\\.(Conversation(Writes|Storage|Inserts|Updates|Fields|Filters)|DriverStatements)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("com.mongodb..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(MongoException.class))))
                .check(PARLEY);
    }

    @Test
    void onlyPagesKnowFaces() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("web"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.faces..")
                .check(PARLEY);
    }

    @Test
    void resourcesAndPagesCallNoRepository() {
        noClasses()
                .that()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .or()
                .resideInAPackage(in("web"))
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Repository"))
                .check(PARLEY);
    }

    /** Behind a proxy they tell what the proxy did and not the client; {@code platform.Proxies} knows the trusted ones. */
    @Test
    void onlyOneClassAsksWhereARequestComesFrom() {
        for (String method : List.of(
                "getRemoteAddr",
                "getRemoteHost",
                "isSecure",
                "getScheme",
                "getServerName",
                "getServerPort",
                "getRequestURL")) {
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.parley.platform.Proxies")
                    .should()
                    .callMethodWhere(targetOwner(JavaClass.Predicates.assignableTo(ServletRequest.class))
                            .and(target(name(method))))
                    .check(PARLEY);
        }
    }

    /** Each of these scopes creates a container session, or ties a user to one node. */
    @Test
    void nothingLivesInTheContainersSession() {
        for (Class<? extends java.lang.annotation.Annotation> scope :
                List.of(SessionScoped.class, ConversationScoped.class, ViewScoped.class)) {
            noClasses().should().beAnnotatedWith(scope).check(PARLEY);
        }
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethodWhere(targetOwner(resideInAPackage("java.time"))
                        .and(target(name("now")))
                        .and(withoutArguments()))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .check(PARLEY);
    }

    @Test
    void onlyCommandsWriteToTheConsole() {
        for (String stream : List.of("out", "err")) {
            noClasses()
                    .that()
                    .haveNameNotMatching(".*Commands?(\\$.*)?")
                    .should()
                    .accessField(System.class, stream)
                    .check(PARLEY);
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> silent = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    /** A class is read in one sitting, and the aggregate in an afternoon. */
    @Test
    void classesAndTheAggregateStaySmall() throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                lines.put(file, Files.readAllLines(file).size());
            }
        }
        assertThat(lines).isNotEmpty();
        assertThat(lines.entrySet().stream().filter(file -> file.getValue() > 250))
                .as("classes too long to read in one sitting")
                .isEmpty();

        lines.keySet().removeIf(file -> !file.getParent().endsWith("conversation"));
        assertThat(lines).hasSizeBetween(1, 51); // its package-info is one of them
        assertThat(lines.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(5_000);
    }

    private static String in(String oneOfOurs) {
        return "org.parley." + oneOfOurs + "..";
    }

    private static DescribedPredicate<JavaAccess<?>> withoutArguments() {
        return DescribedPredicate.describe(
                "without arguments",
                access -> access.getTarget() instanceof CodeUnitAccessTarget unit
                        && unit.getRawParameterTypes().isEmpty());
    }
}
