package org.parley.platform;

import java.util.List;

/**
 * CDI event: several operations that one request made, or that this node made by itself. Their entries are stored by one
 * command.
 *
 * @param operations in the order they were made
 */
public record OperationBatch(List<Operation> operations) {}
