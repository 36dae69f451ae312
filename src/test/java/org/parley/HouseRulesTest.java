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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler knows: who may use what. */
class HouseRulesTest {
    /** From the roof to the ground: a package uses those below its own line, and none beside it. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("web"),
            List.of("audit"),
            List.of("transfer", "assistant"),
            List.of("answer"),
            List.of("conversation"),
            List.of("security"),
            List.of("session", "migration"),
            List.of("store"),
            List.of("model"),
            List.of("platform", "markdown"));

    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
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

    /** Its exceptions may be caught elsewhere; {@code Ownership} is the filter that all repositories share. */
    @Test
    void onlyRepositoriesAndTheGroundFloorsKnowTheMongoDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("store"), in("session"), in("migration"))
                .and()
                .haveNameNotMatching(".*Repository(\\$.*)?|.*\\.Ownership")
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

    /** Each of these makes a session of the container, or ties a user to one node. */
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
