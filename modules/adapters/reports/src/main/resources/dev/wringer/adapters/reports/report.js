"use strict";
// A run that is over, from the data beside it.

take(JSON.parse(byId("data").textContent));
setUp();
showAll();
