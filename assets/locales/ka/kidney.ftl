# Kidney function from the last creatinine, beside a dose that is checked
kidney-known = გფს { $egfr } მლ/წთ (კრეატინინი { $creatinine }, { $date })
kidney-unknown = გფს უცნობია. კრეატინინი, { $date }: { $why }
kidney-why-old = { $n ->
    [one] { $n } დღეზე ძველია
   *[other] { $n } დღეზე ძველია
  }
kidney-why-unreadable = არ იკითხება ან ნიმუშის აღების დღე არ არის მითითებული
kidney-why-future = ნიმუშის აღების დღე ჯერ არ დამდგარა
kidney-why-conflict = ერთი დღის ორი სხვადასხვა მნიშვნელობა
kidney-why-unsteady = ერთ კვირაში ერთნახევარჯერ ან მეტად შეიცვალა
kidney-why-pregnant = ორსულობისას არ ითვლება
kidney-why-pregnancy = ჯერ მიუთითეთ, არის თუ არა ორსულად
kidney-why-age = ამ ასაკისთვის ფორმულა არ არის
kidney-why-sex = სქესი არ არის მითითებული
kidney-why-height = ბავშვის იმავე დროის სიმაღლე არ არის
kidney-why-outside = ასეთი მნიშვნელობისთვის ფორმულა არ გამოდგება
