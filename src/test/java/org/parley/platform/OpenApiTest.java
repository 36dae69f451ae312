package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "DELETE");

    private final OpenAPI document = read(OpenApiDocument.yaml()).getOpenAPI();

    @Test
    void theDocumentIsValid() {
        assertThat(read(OpenApiDocument.yaml()).getMessages()).isEmpty();
        assertThat(read(OpenApiDocument.json()).getMessages()).isEmpty();
    }

    @Test
    void bothFormsSayTheSame() {
        assertThat(read(OpenApiDocument.json()).getOpenAPI()).isEqualTo(document);
    }

    @Test
    void everyMethodOfEveryResourceIsInItAndNothingElse() {
        Set<String> documented = new TreeSet<>();
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().keySet().forEach(method -> documented.add(method + " " + path)));

        assertThat(documented).isEqualTo(implemented());
    }

    @Test
    void everyCallBehindTheLoginSaysThatItAnswers401() {
        operations()
                .filter(call -> call.operation().getSecurity() != null)
                .forEach(call -> assertThat(call.operation().getResponses().keySet())
                        .as(call.name())
                        .contains("401", "503"));
    }

    @Test
    void everyUnsafeCallSaysThatOtherSitesAreRefused() {
        operations()
                .filter(call -> UNSAFE.contains(call.method()))
                .forEach(call -> assertThat(call.operation().getResponses().keySet())
                        .as(call.name())
                        .contains("403"));
    }

    @Test
    void everyCallWithABodySaysWhatAWrongOneIsAnswered() {
        operations()
                .filter(call -> call.operation().getRequestBody() != null)
                .forEach(call -> assertThat(call.operation().getResponses().keySet())
                        .as(call.name())
                        .contains("400", "408", "413", "415"));
    }

    @Test
    void bothFormsOfTheDocumentAreDescribedAsTheObjectTheyHold() {
        document.getPaths()
                .get("/api/openapi")
                .getGet()
                .getResponses()
                .get("200")
                .getContent()
                .forEach((type, content) ->
                        assertThat(content.getSchema().getType()).as(type).isEqualTo("object"));
    }

    @Test
    void theServerItNamesLiesUnderTheContextPath() {
        assertThat(OpenApiDocument.under("", false)).isEqualTo(OpenApiDocument.yaml());
        for (boolean json : new boolean[] {false, true}) {
            assertThat(read(OpenApiDocument.under("/parley", json)).getOpenAPI().getServers())
                    .singleElement()
                    .satisfies(server -> assertThat(server.getUrl()).isEqualTo("/parley"));
        }
    }

    @Test
    void everyParameterThatIsReadIsInItAndNothingElse() {
        Set<String> documented = new TreeSet<>();
        operations().forEach(call -> parameters(call).forEach(documented::add));

        assertThat(documented).isEqualTo(implementedParameters());
    }

    private Stream<String> parameters(Call call) {
        return Optional.ofNullable(call.operation().getParameters()).orElse(List.of()).stream()
                .map(one -> one.get$ref() == null
                        ? one
                        : document.getComponents()
                                .getParameters()
                                .get(one.get$ref().replaceFirst(".*/", "")))
                .filter(one -> !"path".equals(one.getIn()))
                .map(one -> call.name() + " " + one.getIn() + " " + one.getName());
    }

    private static Set<String> implementedParameters() {
        Set<String> parameters = new TreeSet<>();
        resourceMethods()
                .forEach(method -> method.getParameters().forEach(parameter -> {
                    parameter
                            .tryGetAnnotationOfType(QueryParam.class)
                            .ifPresent(query -> parameters.add(call(method).orElseThrow() + " query " + query.value()));
                    parameter
                            .tryGetAnnotationOfType(HeaderParam.class)
                            .ifPresent(
                                    header -> parameters.add(call(method).orElseThrow() + " header " + header.value()));
                }));
        return parameters;
    }

    private Stream<Call> operations() {
        return document.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                        .map(entry -> new Call(entry.getKey().name(), path.getKey(), entry.getValue())));
    }

    private record Call(String method, String path, io.swagger.v3.oas.models.Operation operation) {
        String name() {
            return method + " " + path;
        }
    }

    /** Every method and path that the JAX-RS annotations in the code define. */
    private static Set<String> implemented() {
        return resourceMethods()
                .flatMap(method -> call(method).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaMethod> resourceMethods() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.parley").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream());
    }

    private static Optional<String> call(JavaMethod method) {
        String base = method.getOwner().getAnnotationOfType(Path.class).value();
        String path = method.tryGetAnnotationOfType(Path.class)
                .map(part -> "/" + part.value().replaceAll(": [^}]+}", "}")) // an expression is no part of the name
                .orElse("");
        return Stream.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
                .filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb))
                .map(verb -> verb + " /api/" + base + path)
                .findFirst();
    }

    private static SwaggerParseResult read(String text) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser().readContents(text, null, options);
    }
}
