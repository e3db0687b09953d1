// @needs search-fold.js, search-load.js, search-shards.js, search-score.js
