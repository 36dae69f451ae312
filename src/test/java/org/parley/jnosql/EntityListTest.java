package org.parley.jnosql;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.data.repository.Repository;
import jakarta.nosql.Embeddable;
import jakarta.nosql.Entity;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntityListTest {
    private final ResourceClassScanner lists = new ResourceClassScanner();

    @Test
    void everyAnnotatedClassIsListedAndNothingElse() {
        assertThat(names(lists.entities())).isEqualTo(annotated(Entity.class));
        assertThat(names(lists.embeddables())).isEqualTo(annotated(Embeddable.class));
        assertThat(names(lists.repositories())).isEqualTo(annotated(Repository.class));
    }

    private static Set<String> names(Set<Class<?>> classes) {
        return classes.stream().map(Class::getName).collect(Collectors.toSet());
    }

    private static Set<String> annotated(Class<? extends Annotation> annotation) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.parley").stream()
                        .filter(type -> type.isAnnotatedWith(annotation))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
    }
}
