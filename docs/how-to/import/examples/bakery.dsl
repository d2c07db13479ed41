workspace "Bakery" {
  model {
    customer = person "Customer"
    shop = softwareSystem "Bakery shop" {
      web = container "Web shop" "Shows what is fresh" "TypeScript"
      orders = container "Orders" "Takes orders" "Go"
      db = container "Orders database" "" "PostgreSQL" "Database"
    }
    payments = softwareSystem "Payment provider" "" "External"
    customer -> web "buys" "HTTPS"
    web -> orders "places orders" "gRPC"
    orders -> db "keeps orders" "SQL"
    orders -> payments "takes money" "HTTPS"
  }
  views {
    systemContext shop "Context" {
      include *
      autolayout lr
    }
    container shop "Containers" {
      include *
      autolayout lr
    }
  }
}
