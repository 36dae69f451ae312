package org.parley.store;

import org.parley.testing.OpenDatabase;

class RealOddRecordsAtStartTest extends OddRecordsAtStartContract {
    @Override
    Database open() {
        return OpenDatabase.real();
    }
}
